import { isDatabaseAway } from '@patchbay/database'
import { inSpan, type OpenSpan } from '@patchbay/trace'
import { setTimeout as wait } from 'node:timers/promises'
import { createBatch } from '../batch.ts'
import type { JobRow } from '../jobs/to-job.ts'
import { claimJobs } from './claim-jobs.ts'
import type { LeaseKeeper } from './lease-keeper.ts'
import { giveBack } from './give-back.ts'
import { logEnd } from './log-end.ts'
import { ProgressWriter } from './progress.ts'
import { startAttempt, type RunningAttempt } from './run-attempt.ts'
import { settleJobs, type End, type Settlement } from './settle-jobs.ts'
import type { RunnerOptions } from './start-runner.ts'
import type { Timing } from './timing.ts'
import { usualTimeout, type Work } from './work.ts'

/** Milliseconds that work which does not hear its timeout keeps its job. */
const longestOverrun = 30_000

interface PerformerOptions extends RunnerOptions {
  timing: Timing
  /** A name that no other has. */
  worker: string
}

/** Takes jobs by their ids, runs them, and writes how they ended. */
export class JobPerformer {
  /** What runs in this process. */
  readonly running = new Map<string, RunningAttempt>()
  readonly #options: PerformerOptions
  readonly #leases: LeaseKeeper
  readonly #progress: ProgressWriter
  readonly #claim: (id: string) => Promise<JobRow | undefined>
  readonly #settle: (settlement: Settlement) => Promise<boolean>

  constructor(options: PerformerOptions, leases: LeaseKeeper) {
    const { database, timing, worker } = options
    const { kysely } = database
    this.#options = options
    this.#leases = leases
    this.#progress = new ProgressWriter(kysely, options.hints)
    this.#claim = createBatch((ids: string[]) => claimJobs(kysely, ids, { worker, lease: timing.lease }), { size: 100, rounds: 2 })
    this.#settle = createBatch((ends: Settlement[]) => settleJobs(kysely, ends), { size: 100, rounds: 2 })
  }

  /** @returns how it ended, for those who look at the queue; also `done` when there was nothing to do */
  async take(work: Work, id: string): Promise<'done' | 'failed'> {
    // A twin of what runs here. Elsewhere the lease tells, but this process may have been too busy to renew it.
    const row = this.running.has(id) ? undefined : await persist(() => this.#claim(id))
    if (!row) {
      await persist(() => giveBack(this.#options.database.kysely, id))
      return 'done'
    }
    return inJobSpan(row, async (span) => {
      const startedAt = performance.now()
      const { end, error } = await this.#run(work, row)
      span?.set({ 'patchbay.outcome': end.status })
      if (error instanceof Error) span?.fail(error.name)
      return this.#finish(row, { end, error, seconds: (performance.now() - startedAt) / 1_000 })
    })
  }

  async #run(work: Work, row: JobRow): Promise<{ end: End; error: unknown }> {
    this.#leases.hold(row.id, row.attempt, Date.now() + (work.timeout ?? usualTimeout) + longestOverrun)
    const attempt = startAttempt({
      work,
      row,
      backoff: this.#options.timing.backoff,
      onProgress: (fraction, message) => this.#progress.tell(row.id, { attempt: row.attempt, fraction, message }),
    })
    this.running.set(row.id, attempt)
    this.#options.hints.tell('changed', row.id)
    const ended = await attempt.ended
    this.#progress.forget(row.id)
    return ended
  }

  async #finish(row: JobRow, { end, error, seconds }: { end: End; error: unknown; seconds: number }): Promise<'done' | 'failed'> {
    const { hints, log, feeder, onEnd } = this.#options
    // The database may be away: the result is kept for as long as the lease is.
    const isWritten = await persist(() => this.#settle({ id: row.id, attempt: row.attempt, end })).finally(() => {
      this.running.delete(row.id)
      this.#leases.release(row.id)
    })
    logEnd(log, row, { end, error, seconds, isWritten })
    if (!isWritten) return 'done'
    hints.tell('changed', row.id)
    onEnd?.({ plugin: row.plugin, name: row.name, status: end.status, seconds })
    if (end.status === 'queued') feeder.announce({ ...row, generation: row.generation + 1, run_at: new Date(Date.now() + end.delay) })
    return end.status === 'failed' ? 'failed' : 'done'
  }
}

/** The attempt belongs to the trace of the call that started the job. */
function inJobSpan<Result>({ id, plugin, name, attempt, trace }: JobRow, work: (span?: OpenSpan) => Promise<Result>): Promise<Result> {
  const attributes = { 'patchbay.plugin': plugin, 'patchbay.action': name, 'patchbay.job': id, 'patchbay.attempt': attempt }
  return inSpan(`${plugin}.${name} job`, { kind: 'consumer', parent: trace ?? undefined, attributes }, work)
}

/** Tries until the database is there again, for a minute. */
async function persist<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!isDatabaseAway(error) || tries >= 120) throw error
      await wait(500)
    }
  }
}
