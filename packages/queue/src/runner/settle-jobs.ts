import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'
import type { JobProblem } from '../jobs/job.ts'

/** How an attempt ended. */
export type End =
  | { status: 'succeeded'; result: string | undefined }
  | { status: 'failed'; problem: JobProblem; isParked: boolean }
  | { status: 'cancelled' }
  | { status: 'queued'; delay: number; why: 'failed' | 'later' | 'torn' }

export interface Settlement {
  id: string
  attempt: number
  end: End
}

/**
 * Writes how attempts ended, all in one statement and so with one commit. One that was taken for dead, but whose job no other attempt
 * has taken since, still counts.
 *
 * @returns whether each was written; not when another attempt has begun meanwhile, or when it was written before
 */
export async function settleJobs(database: Kysely<PlatformTables>, settlements: readonly Settlement[]): Promise<boolean[]> {
  const values = JSON.stringify(settlements.map(toValues))
  const { rows } = await sql<{ id: string }>`update patchbay.jobs j set
      status = s.status, version = j.version + 1, worker = null, lease_until = null,
      failures = j.failures + s.failures, torn = s.torn,
      result = s.result, error = s.error,
      progress_fraction = case when s.status = 'succeeded' then 1 else j.progress_fraction end,
      generation = case when s.status = 'queued' then j.generation + 1 else j.generation end,
      enqueued_at = case when s.status = 'queued' then null else j.enqueued_at end,
      run_at = case when s.status <> 'queued' then j.run_at when j.cancel_requested_at is not null then now()
        else now() + s.delay * interval '1 millisecond' end,
      finished_at = case when s.status = 'queued' then null else now() end,
      parked_at = case when s.parked then now() end
    from jsonb_to_recordset(${values}::jsonb) as s
      (id uuid, attempt int, status text, failures int, delay float8, result text, error jsonb, parked boolean, torn boolean)
    where j.id = s.id and j.attempt = s.attempt and j.status in ('running', 'queued') and j.worker is not null
    returning j.id`.execute(database)
  const written = new Set(rows.map(({ id }) => id))
  return settlements.map(({ id }) => written.has(id))
}

function toValues({ id, attempt, end }: Settlement) {
  return {
    id,
    attempt,
    status: end.status,
    failures: (end.status === 'queued' && end.why === 'failed') || end.status === 'failed' ? 1 : 0,
    torn: end.status === 'queued' && end.why !== 'failed',
    delay: end.status === 'queued' ? end.delay : 0,
    result: end.status === 'succeeded' ? (end.result ?? null) : null,
    error: end.status === 'failed' ? end.problem : null,
    parked: end.status === 'failed' && end.isParked,
  }
}
