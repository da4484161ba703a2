import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'

/**
 * A ticket that found nothing to run is used up. If its job waits all the same, it is due later, or its last attempt ended just then: it
 * gets another ticket.
 */
export async function giveBack(database: Kysely<PlatformTables>, id: string): Promise<void> {
  await sql`update patchbay.jobs set generation = generation + 1, enqueued_at = null
    where id = ${id} and status = 'queued'`.execute(database)
}
