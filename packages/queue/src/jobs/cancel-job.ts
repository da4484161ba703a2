import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'

/**
 * Ends a job. One whose attempts all failed does not run again. One that was torn off half-way does, and one that said "not now", with a
 * signal that is aborted from the begin, so that it can undo what it has begun.
 */
export async function cancelJob(database: Kysely<PlatformTables>, id: string): Promise<void> {
  await sql`update patchbay.jobs set
      status = case when status = 'queued' and not torn then 'cancelled' else status end,
      finished_at = case when status = 'queued' and not torn then now() else finished_at end,
      run_at = case when status = 'queued' then now() else run_at end,
      generation = case when status = 'queued' then generation + 1 else generation end,
      enqueued_at = case when status = 'queued' then null else enqueued_at end,
      cancel_requested_at = now(),
      version = version + 1
    where id = ${id} and status in ('queued', 'running') and cancel_requested_at is null`.execute(database)
}
