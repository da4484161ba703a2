import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'
import type { JobRow } from '../jobs/to-job.ts'

export interface Claimant {
  worker: string
  /** Milliseconds for which it keeps its jobs when it says nothing. */
  lease: number
}

/**
 * Takes jobs for a worker: those that wait, and those whose worker has gone. Two can't take the same one. What comes back has a new
 * attempt number; undefined for what is over, not due yet, or held by a worker that lives.
 */
export async function claimJobs(
  database: Kysely<PlatformTables>,
  ids: readonly string[],
  { worker, lease }: Claimant,
): Promise<(JobRow | undefined)[]> {
  const list = sql.join(ids.map((id) => sql`${id}::uuid`))
  const { rows } = await sql<JobRow>`update patchbay.jobs set
      status = 'running', attempt = attempt + 1, version = version + 1, worker = ${worker}, torn = false,
      lease_until = now() + ${lease} * interval '1 millisecond', started_at = coalesce(started_at, now())
    where id in (${list}) and (
      (status = 'queued' and run_at <= now() + interval '100 milliseconds') or (status = 'running' and lease_until < now()))
    returning *`.execute(database)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = byId.get(id)
    byId.delete(id)
    return row
  })
}
