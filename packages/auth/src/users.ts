import type { PlatformDatabase } from '@patchbay/database'
import { AppError, type User } from '@patchbay/plugin-kit'
import { sql } from 'kysely'

/**
 * The user of an e-mail address, made if there is none. Letter case does not matter.
 *
 * @throws AppError `invalid_input` when it is not an address.
 */
export async function ensureUser(database: PlatformDatabase, email: string): Promise<User> {
  checkEmail(email)
  const find = () =>
    database.kysely
      .selectFrom('users')
      .select(['id', 'email'])
      .where(sql`lower(email)`, '=', sql<string>`lower(${email})`)
      .executeTakeFirst()
  const found = await find()
  if (found) return found
  await database.kysely
    .insertInto('users')
    .values({ email })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await find())!
}

/** @throws AppError `invalid_input` when it is not an e-mail address */
export function checkEmail(email: string): void {
  if (email.length > 254 || !/^[^\s@<>"]+@[^\s@<>"]+$/.test(email.trim()))
    throw new AppError('invalid_input', `${email.slice(0, 254)} is not an e-mail address.`)
}
