import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'
import type { Secret } from './secret.ts'

/** Everything that is kept sealed for long. What lives for minutes only is left to end. */
const columns = [
  ['signing_keys', 'sealed_key'],
  ['console_clients', 'sealed_secret'],
  ['console_plugins', 'sealed_client_secret'],
  ['console_plugins', 'sealed_service_token'],
  ['console_installs', 'sealed_token'],
] as const

/**
 * Seals with the present secret what was sealed with the one before, which is then no longer needed. Gives the number of values; can be
 * repeated.
 *
 * @throws Error when a value was sealed with neither
 */
export async function reseal(database: PlatformDatabase, secret: Secret): Promise<number> {
  let count = 0
  await database.kysely.transaction().execute(async (transaction) => {
    for (const [table, column] of columns) {
      const [from, value] = [sql.table(table), sql.ref(column)]
      const { rows } = await sql<{ sealed: Buffer }>`select ${value} as sealed from ${from} where ${value} is not null for update`.execute(
        transaction,
      )
      for (const { sealed } of rows) {
        await sql`update ${from} set ${value} = ${secret.seal(secret.open(sealed))} where ${value} = ${sealed}`.execute(transaction)
        count++
      }
    }
  })
  return count
}
