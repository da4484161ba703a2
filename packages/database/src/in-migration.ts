import { type Kysely, sql, type Transaction } from 'kysely'

/** Any constant, the same in every Patchbay process. */
const lockKey = 7_201_904_417_236_615n

/**
 * Runs a change of tables in one transaction, one such change at a time in the whole database: a second runner waits up to 60 s. The
 * change itself may take long, but waits at most 2 s for a table, so that the requests behind it do not pile up. A run that is
 * killed leaves nothing.
 */
export async function inMigration<Tables, Result>(
  database: Kysely<Tables>,
  change: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return database.transaction().execute(async (transaction) => {
    await sql`set local statement_timeout = 0`.execute(transaction)
    await sql`set local lock_timeout = '60s'`.execute(transaction)
    await sql`select pg_advisory_xact_lock(${sql.lit(lockKey)})`.execute(transaction)
    await sql`set local lock_timeout = '2s'`.execute(transaction)
    return change(transaction)
  })
}
