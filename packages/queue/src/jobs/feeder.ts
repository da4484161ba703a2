import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'
import { createBatch } from '../batch.ts'
import type { Dispatch, Ticket } from '../dispatch/dispatch.ts'
import type { JobRow } from './to-job.ts'

/** Tickets that wait in memory for the queue; more are left to the repair, which finds them in the database. */
const mostWaiting = 10_000

export interface Feeder {
  /** Gives a stored job to the queue soon. Never throws: what fails is repaired. */
  announce(row: Pick<JobRow, 'id' | 'plugin' | 'name' | 'generation' | 'run_at'>): void
  /** Gives tickets to the queue and takes note of it. */
  feed(tickets: readonly Ticket[]): Promise<void>
}

export function createFeeder(database: Kysely<PlatformTables>, dispatch: Dispatch): Feeder {
  let waiting = 0
  const feed = async (tickets: readonly Ticket[]) => {
    await dispatch.feed(tickets)
    // Only those tickets: a quick job may have ended an attempt already, and need another.
    const given = sql.join(tickets.map(({ id, generation }) => sql`(${id}::uuid, ${generation}::int)`))
    await sql`update patchbay.jobs set enqueued_at = now() where (id, generation) in (${given}) and enqueued_at is null`.execute(database)
  }
  const batch = createBatch<Ticket, void>(async (tickets) => feed(tickets).then(() => tickets.map(() => undefined)), {
    size: 500,
    rounds: 1,
  })
  return {
    feed,
    announce(row) {
      if (waiting >= mostWaiting) return
      waiting++
      batch(toTicket(row))
        .catch(() => undefined)
        .finally(() => waiting--)
    },
  }
}

export function toTicket({
  id,
  plugin,
  name,
  generation,
  run_at,
}: Pick<JobRow, 'id' | 'plugin' | 'name' | 'generation' | 'run_at'>): Ticket {
  return { id, generation, queue: `${plugin}.${name}`, delay: Math.max(0, run_at.getTime() - Date.now()) }
}
