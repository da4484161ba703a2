import type { PlatformDatabase, PlatformTables } from '@patchbay/database'
import { toTraceparent } from '@patchbay/trace'
import type { Kysely } from 'kysely'
import { createBatch } from '../batch.ts'
import type { Hints } from '../hints/hints.ts'
import { acceptJobs } from './accept-job.ts'
import { cancelJob } from './cancel-job.ts'
import type { Feeder } from './feeder.ts'
import { toOwner, type Job, type NewJob, type Owner } from './job.ts'
import { toJob, type JobRow } from './to-job.ts'
import { watchJob } from './watch-job.ts'

/** Background jobs, for whoever starts them and asks for them. */
export interface Jobs {
  /** Stores a job in the transaction, together with whatever else belongs to it. Call `announce` after its commit. */
  accept(transaction: Kysely<PlatformTables>, job: NewJob): Promise<Job>
  /** Stores a job by itself; jobs that come at the same time share a commit. Announces it. */
  start(job: NewJob): Promise<Job>
  /** Gives a stored job to the queue at once; without it that takes some seconds. Never throws. */
  announce(job: Pick<Job, 'id'>): void
  /** Undefined for jobs of others, as for those that never were. */
  find(id: string, owner: Owner): Promise<Job | undefined>
  /** Ends it at once if it does not run, else asks it to end. The job after that; what is over stays as it is. */
  cancel(id: string, owner: Owner): Promise<Job | undefined>
  /** The job now and after each change, until it is over. */
  watch(id: string, owner: Owner, signal: AbortSignal): AsyncIterable<Job>
}

export interface JobsOptions {
  database: PlatformDatabase
  feeder: Feeder
  hints: Hints
}

export function createJobs({ database: { kysely }, feeder, hints }: JobsOptions): Jobs {
  // Rows by id between accept and announce: a commit lies between, so it can't be one step.
  const accepted = new Map<string, JobRow>()
  const startBatch = createBatch<NewJob, JobRow>((jobs) => acceptJobs(kysely, jobs), { size: 100, rounds: 2 })
  const readBatch = createBatch<string, JobRow | undefined>((ids) => readRows(kysely, ids), { size: 500, rounds: 2 })
  const find = async (id: string, owner: Owner) => {
    if (!isId(id)) return undefined
    const row = await readBatch(id)
    return row && isOwn(row, owner) ? toJob(row) : undefined
  }
  return {
    find,
    async accept(transaction, job) {
      const [row] = await acceptJobs(transaction, [{ ...job, trace: toTraceparent() }])
      remember(accepted, row!)
      return toJob(row!)
    },
    async start(job) {
      const row = await startBatch({ ...job, trace: toTraceparent() })
      feeder.announce(row)
      return toJob(row)
    },
    announce({ id }) {
      const row = accepted.get(id)
      if (!row) return
      accepted.delete(id)
      feeder.announce(row)
    },
    async cancel(id, owner) {
      if (!(await find(id, owner))) return undefined
      await cancelJob(kysely, id)
      hints.tell('cancel', id)
      hints.tell('changed', id)
      return find(id, owner)
    },
    watch: (id, owner, signal) => watchJob({ read: () => find(id, owner), hints, id, signal }),
  }
}

/** A transaction that is rolled back leaves its row here: the oldest go. */
function remember(accepted: Map<string, JobRow>, row: JobRow): void {
  accepted.set(row.id, row)
  if (accepted.size > 1_000) accepted.delete(accepted.keys().next().value!)
}

async function readRows(database: Kysely<PlatformTables>, ids: readonly string[]): Promise<(JobRow | undefined)[]> {
  const rows = await database
    .selectFrom('jobs')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id))
}

function isOwn(row: JobRow, { plugin, caller }: Owner): boolean {
  return [plugin].flat().includes(row.plugin) && row.owner === toOwner(caller)
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
