import { isDatabaseAway, type PlatformDatabase } from '@patchbay/database'
import type { Log } from '@patchbay/plugin-kit'
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createBatch } from '../batch.ts'
import type { Dispatch, Taker } from '../dispatch/dispatch.ts'
import type { Hints } from '../hints/hints.ts'
import type { Feeder } from '../jobs/feeder.ts'
import type { JobRow } from '../jobs/to-job.ts'
import { claimJobs } from './claim-jobs.ts'
import { renewEvery, renewLeases, type Held } from './leases.ts'
import { ProgressWriter } from './progress.ts'
import { createRepair } from './repair.ts'
import { startAttempt, type RunningAttempt } from './run-attempt.ts'
import { settleJobs, type Settlement } from './settle-jobs.ts'
import { startSchedules } from './schedules.ts'
import { repeat } from './repeat.ts'
import { usualConcurrency, type Work } from './work.ts'

export interface RunnerOptions {
  database: PlatformDatabase
  dispatch: Dispatch
  feeder: Feeder
  hints: Hints
  work: readonly Work[]
  log: Log
  /** Hears of each attempt that ended. */
  onEnd?: (ended: EndedAttempt) => void
}

export interface EndedAttempt {
  plugin: string
  name: string
  status: Settlement['end']['status']
  seconds: number
}

/** Runs jobs in this process. */
export interface Runner {
  /** Takes no more, lets what runs end for so many milliseconds, then stops it and gives it back to the queue. */
  close(options?: { patience?: number }): Promise<void>
}

/** Milliseconds between two repairs. */
const repairEvery = 2_000

export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { database, dispatch, hints, log, work } = options
  const worker = randomUUID()
  if (database.embedded) await freeAll(database)
  const running = new Map<string, RunningAttempt>()
  const progress = new ProgressWriter(database.kysely, hints)
  const claim = createBatch<string, JobRow | undefined>((ids) => claimJobs(database.kysely, ids, worker), { size: 100, rounds: 2 })
  const settle = createBatch<Settlement, boolean>((ends) => settleJobs(database.kysely, ends), { size: 100, rounds: 2 })

  const perform = async (each: Work, row: JobRow): Promise<'done' | 'failed'> => {
    const startedAt = performance.now()
    const attempt = startAttempt(each, row, (fraction, message) => progress.tell(row.id, { attempt: row.attempt, fraction, message }))
    running.set(row.id, attempt)
    hints.tell('changed', row.id)
    const { end, error } = await attempt.ended
    progress.forget(row.id)
    const fields = { jobId: row.id, requestId: row.request_id, plugin: row.plugin, action: row.name, attempt: row.attempt }
    // The database may be away: the result is kept for as long as the lease is.
    const isWritten = await persist(() => settle({ id: row.id, attempt: row.attempt, end })).finally(() => running.delete(row.id))
    const seconds = (performance.now() - startedAt) / 1_000
    logEnd(log, { ...fields, status: end.status, seconds, isWritten }, error)
    if (!isWritten) return 'done'
    hints.tell('changed', row.id)
    options.onEnd?.({ plugin: row.plugin, name: row.name, status: end.status, seconds })
    if (end.status === 'queued')
      options.feeder.announce({ ...row, generation: row.generation + 1, run_at: new Date(Date.now() + end.delay) })
    return end.status === 'failed' ? 'failed' : 'done'
  }

  const take =
    (each: Work) =>
    async (id: string): Promise<'done' | 'failed'> => {
      // A twin of what runs here. Elsewhere the lease tells, but this process may have been too busy to renew it.
      if (running.has(id)) return 'done'
      const row = await persist(() => claim(id))
      return row && row.name === each.name ? perform(each, row) : 'done'
    }

  const takers: Taker[] = work.map((each) =>
    dispatch.work(`${each.plugin}.${each.name}`, {
      concurrency: each.concurrency ?? usualConcurrency,
      run: take(each),
      onError: (err) => log.debug({ err, plugin: each.plugin, action: each.name }, 'queue trouble'),
    }),
  )
  const repair = createRepair({ ...options, database: database.kysely })
  const renew = async () => {
    const held = [...running.values()].map(({ row }): Held => ({ id: row.id, attempt: row.attempt }))
    for (const id of await renewLeases(database.kysely, held)) running.get(id)?.stop('cancelled')
  }
  const stopListening = hints.listen((kind, id) => {
    if (kind === 'cancel' && running.has(id)) void renew().catch(() => undefined)
  })
  const schedules = startSchedules({ database: database.kysely, feeder: options.feeder, work, log })
  // What runs here is renewed before what seems torn off is freed: this process may have been too busy to do so in time.
  const loops = [repeat(renewEvery, renew, log), repeat(repairEvery, () => renew().then(repair), log)]
  return {
    async close({ patience = 20_000 } = {}) {
      stopListening()
      await Promise.all(takers.map((taker) => taker.pause()))
      await schedules.stop()
      await loops[1]!.stop()
      const ended = () => Promise.allSettled([...running.values()].map((attempt) => attempt.ended))
      await Promise.race([ended(), wait(patience, undefined, { ref: false })])
      for (const attempt of running.values()) attempt.stop('drain')
      await Promise.all(takers.map((taker) => taker.close()))
      await loops[0]!.stop()
    },
  }
}

/** No other process can have the embedded database, so whoever ran these has gone. */
async function freeAll({ kysely }: PlatformDatabase): Promise<void> {
  await sql`update patchbay.jobs set lease_until = now() - interval '1 second' where status = 'running'`.execute(kysely)
}

function logEnd(log: Log, fields: { status: string; isWritten: boolean; [field: string]: unknown }, error: unknown): void {
  if (!fields.isWritten) log.warn(fields, 'job attempt came too late')
  else if (fields.status === 'failed') log.error({ ...fields, err: error }, 'job failed')
  else if (error !== undefined) log.warn({ ...fields, err: error }, 'job attempt ended without success')
  else log.info(fields, 'job done')
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
