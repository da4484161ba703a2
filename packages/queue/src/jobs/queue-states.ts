import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'

/** The jobs of one name in one state: those that wait or run, or were given up. */
export interface QueueState {
  plugin: string
  name: string
  state: 'queued' | 'running' | 'parked'
  count: number
  /** Seconds for which the oldest could have run. */
  age: number
}

export async function readQueueStates(database: Kysely<PlatformTables>): Promise<QueueState[]> {
  const { rows } = await sql<Omit<QueueState, 'count'> & { count: string }>`
    select plugin, name, case when parked_at is null then status else 'parked' end as state,
      count(*) as count, coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as age
    from patchbay.jobs where status in ('queued', 'running') or parked_at is not null group by 1, 2, 3 order by 1, 2, 3`.execute(database)
  return rows.map((row) => ({ ...row, count: Number(row.count), age: Math.max(0, row.age) }))
}

/** The jobs of one name that ended lately. */
export interface EndedJobs {
  plugin: string
  name: string
  succeeded: number
  failed: number
}

/** Those of the last so many hours. */
export async function readEndedJobs(database: Kysely<PlatformTables>, hours: number): Promise<EndedJobs[]> {
  const { rows } = await sql<Record<keyof EndedJobs, string>>`
    select plugin, name, count(*) filter (where status = 'succeeded') as succeeded, count(*) filter (where status = 'failed') as failed
    from patchbay.jobs where finished_at > now() - make_interval(hours => ${hours}::int) group by 1, 2 order by 1, 2`.execute(database)
  return rows.map((row) => ({ ...row, succeeded: Number(row.succeeded), failed: Number(row.failed) }))
}
