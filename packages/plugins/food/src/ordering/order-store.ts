import type { Database } from '@patchbay/plugin-kit'
import { createLink } from './share-links.ts'
import type { FoodTables, OrderItemTable, OrderTable } from './tables.ts'

/** An order with what is in it and the token of its live link. */
export interface StoredOrder {
  order: OrderTable
  items: OrderItemTable[]
  token: string | undefined
}

export interface ListOptions {
  /** Only those not yet delivered or cancelled at this instant. */
  activeAt: Date | undefined
  /** Only those placed before this order, as the list is sorted. */
  before: Pick<OrderTable, 'placed_at' | 'id'> | undefined
  limit: number
}

/** Keeps an order, its items and its first link, all or nothing. False when its quote was used already. */
export async function keepOrder(database: Database<FoodTables>, order: OrderTable, items: readonly OrderItemTable[]): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('orders')
      .values(order)
      .onConflict((conflict) => conflict.column('quote_id').doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return false
    await transaction
      .insertInto('order_items')
      .values([...items])
      .execute()
    await createLink(transaction, order.id, order.placed_at)
    return true
  })
}

/** A user's order by its id; undefined when there is none, or it is somebody else's. */
export async function findOrder(database: Database<FoodTables>, userId: string, id: string): Promise<StoredOrder | undefined> {
  const order = await database.selectFrom('orders').selectAll().where('user_id', '=', userId).where('id', '=', id).executeTakeFirst()
  return order && (await complete(database, [order]))[0]
}

/** The order that was made of a quote, whoever made it. */
export async function findOrderByQuote(database: Database<FoodTables>, quoteId: string): Promise<StoredOrder | undefined> {
  const order = await database.selectFrom('orders').selectAll().where('quote_id', '=', quoteId).executeTakeFirst()
  return order && (await complete(database, [order]))[0]
}

/** The order that a job made. */
export async function findOrderByJob(database: Database<FoodTables>, jobId: string): Promise<StoredOrder | undefined> {
  const order = await database.selectFrom('orders').selectAll().where('job_id', '=', jobId).executeTakeFirst()
  return order && (await complete(database, [order]))[0]
}

/** The order behind a live link; undefined once that is revoked. */
export async function findOrderByToken(database: Database<FoodTables>, token: string): Promise<StoredOrder | undefined> {
  const order = await database
    .selectFrom('share_links')
    .innerJoin('orders', 'orders.id', 'share_links.order_id')
    .selectAll('orders')
    .where('share_links.token', '=', token)
    .where('share_links.revoked_at', 'is', null)
    .executeTakeFirst()
  return order && (await complete(database, [order]))[0]
}

/** A user's orders, the newest first. */
export async function listOrders(database: Database<FoodTables>, userId: string, options: ListOptions): Promise<StoredOrder[]> {
  let query = database.selectFrom('orders').selectAll().where('user_id', '=', userId)
  const { activeAt, before } = options
  if (activeAt) query = query.where('cancelled_at', 'is', null).where('arrives_at', '>', activeAt)
  if (before) {
    const { placed_at: at, id } = before
    query = query.where((eb) => eb.or([eb('placed_at', '<', at), eb.and([eb('placed_at', '=', at), eb('id', '<', id)])]))
  }
  const orders = await query.orderBy('placed_at', 'desc').orderBy('id', 'desc').limit(options.limit).execute()
  return complete(database, orders)
}

/** Cancels a user's order in one statement, so that the kitchen can't start in between. False when it was too late or nothing to cancel. */
export async function cancelStoredOrder(database: Database<FoodTables>, userId: string, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('orders')
    .set({ cancelled_at: now })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .where('kitchen_starts_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function complete(database: Database<FoodTables>, orders: readonly OrderTable[]): Promise<StoredOrder[]> {
  if (orders.length === 0) return []
  const ids = orders.map((order) => order.id)
  const items = await database.selectFrom('order_items').selectAll().where('order_id', 'in', ids).orderBy('position').execute()
  const links = await database.selectFrom('share_links').selectAll().where('order_id', 'in', ids).where('revoked_at', 'is', null).execute()
  return orders.map((order) => ({
    order,
    items: items.filter((item) => item.order_id === order.id),
    token: links.find((link) => link.order_id === order.id)?.token,
  }))
}
