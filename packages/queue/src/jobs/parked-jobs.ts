import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'
import type { JobProblem } from './job.ts'
import type { JobRow } from './to-job.ts'

/** A job that was given up after all its attempts, as an operator sees it. */
export interface ParkedJob {
  id: string
  plugin: string
  name: string
  owner: string
  attempts: number
  problem: JobProblem | undefined
  requestId: string
  createdAt: Date
  parkedAt: Date
}

/** A job that failed for good. */
export type FailedJob = Omit<ParkedJob, 'parkedAt'> & { finishedAt: Date }

/** Jobs that nobody tries any more, for operators. Everything goes through the rows: the queue follows them. */
export interface ParkedJobs {
  /** The newest first. */
  list(limit: number): Promise<ParkedJob[]>
  /** Those that ended by what they were told, such as “sold out”, and dropped ones: nothing is left to do. The newest first. */
  listFailed(limit: number): Promise<FailedJob[]>
  /** Lets it run anew, with all its attempts. Whether there was such a job. */
  retry(id: string): Promise<boolean>
  /** Leaves it failed and takes it off the list. Whether there was such a job. */
  drop(id: string): Promise<boolean>
}

export function createParkedJobs(database: Kysely<PlatformTables>): ParkedJobs {
  return {
    async list(limit) {
      const rows = await database
        .selectFrom('jobs')
        .selectAll()
        .where('parked_at', 'is not', null)
        .orderBy('parked_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...toGivenUp(row), parkedAt: row.parked_at! }))
    },
    async listFailed(limit) {
      const rows = await database
        .selectFrom('jobs')
        .selectAll()
        .where('status', '=', 'failed')
        .where('parked_at', 'is', null)
        .where('finished_at', 'is not', null)
        .orderBy('finished_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...toGivenUp(row), finishedAt: row.finished_at! }))
    },
    async retry(id) {
      const { rows } = await sql<object>`update patchbay.jobs set
          status = 'queued', failures = 0, crashes = 0, generation = generation + 1, version = version + 1, enqueued_at = null,
          run_at = now(), error = null, finished_at = null, parked_at = null, cancel_requested_at = null
        where id::text = ${id} and parked_at is not null returning id`.execute(database)
      return rows.length > 0
    },
    async drop(id) {
      const { rows } = await sql<object>`update patchbay.jobs set parked_at = null
        where id::text = ${id} and parked_at is not null returning id`.execute(database)
      return rows.length > 0
    },
  }
}

function toGivenUp(row: JobRow): Omit<ParkedJob, 'parkedAt'> {
  return {
    id: row.id,
    plugin: row.plugin,
    name: row.name,
    owner: row.owner,
    attempts: row.attempt,
    problem: (row.error as JobProblem | null) ?? undefined,
    requestId: row.request_id,
    createdAt: row.created_at,
  }
}
