import type { Database } from '@patchbay/plugin-kit'
import { randomBytes } from 'node:crypto'
import type { FoodTables } from './tables.ts'

/** What a token looks like: 144 random bits. */
export const tokenPattern = /^[\w-]{24}$/

/** Makes a new link to a user's order; the old one stops working. Undefined when the user has no such order. */
export async function renewLink(database: Database<FoodTables>, userId: string, orderId: string, now: Date): Promise<string | undefined> {
  return database.transaction().execute(async (transaction) => {
    if (!(await lockOrder(transaction, userId, orderId))) return undefined
    await revokeLive(transaction, orderId, now)
    return createLink(transaction, orderId, now)
  })
}

/** Makes the live link of a user's order stop working. Undefined when the user has no such order, else whether there was a link. */
export async function revokeLink(database: Database<FoodTables>, userId: string, orderId: string, now: Date): Promise<boolean | undefined> {
  return database.transaction().execute(async (transaction) => {
    if (!(await lockOrder(transaction, userId, orderId))) return undefined
    return revokeLive(transaction, orderId, now)
  })
}

/** Keeps a link of an order that has no live one. */
export async function createLink(database: Database<FoodTables>, orderId: string, now: Date): Promise<string> {
  const token = randomBytes(18).toString('base64url')
  await database.insertInto('share_links').values({ token, order_id: orderId, created_at: now, revoked_at: null }).execute()
  return token
}

/** Two calls for one order go one after the other. */
async function lockOrder(transaction: Database<FoodTables>, userId: string, orderId: string): Promise<boolean> {
  const order = await transaction
    .selectFrom('orders')
    .select('id')
    .where('user_id', '=', userId)
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirst()
  return order !== undefined
}

async function revokeLive(transaction: Database<FoodTables>, orderId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('share_links')
    .set({ revoked_at: now })
    .where('order_id', '=', orderId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
