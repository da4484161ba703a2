import type { PlatformDatabase } from '@patchbay/database'
import type { Log } from '@patchbay/plugin-kit'
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Dispatch, Taker } from '../dispatch/dispatch.ts'
import type { Hints } from '../hints/hints.ts'
import type { Feeder } from '../jobs/feeder.ts'
import { startCleaning } from './clean-up.ts'
import { JobPerformer } from './job-performer.ts'
import { startLeaseKeeper } from './lease-keeper.ts'
import { renewLeases } from './leases.ts'
import { createRepair } from './repair.ts'
import { repeat } from './repeat.ts'
import { startSchedules } from './schedules.ts'
import type { Settlement } from './settle-jobs.ts'
import { toRenewEvery, usualTiming, type Timing } from './timing.ts'
import { usualConcurrency, type Work } from './work.ts'

export interface RunnerOptions {
  database: PlatformDatabase
  /** Of the same database, so that a busy handler does not lose its job; not embedded. */
  databaseUrl?: string | undefined
  dispatch: Dispatch
  feeder: Feeder
  hints: Hints
  work: readonly Work[]
  log: Log
  timing?: Partial<Timing>
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

export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { database, databaseUrl, feeder, hints, log, work } = options
  if (database.embedded) await freeAll(database)
  const onError = (err: unknown) => log.warn({ err }, 'jobs: a round failed, it is tried again')
  const timing = { ...usualTiming, ...options.timing }
  const leases = startLeaseKeeper({ databaseUrl, lease: timing.lease, onError })
  const performer = new JobPerformer({ ...options, timing, worker: randomUUID() }, leases)
  const renew = createRenew(database, performer, timing)
  const repair = createRepair({ ...options, database: database.kysely, patience: timing.repair })
  const takers = work.map((each) => startTaking(each, performer, options))
  const stopListening = hints.listen((kind, id) => {
    if (kind === 'cancel' && performer.running.has(id)) renew().catch(onError)
  })
  const renewing = repeat(toRenewEvery(timing), renew, onError)
  const others = [
    // What runs here is renewed before what seems torn off is freed: this process may have been too busy to do so in time.
    repeat(timing.repair, () => renew().then(repair), onError),
    startSchedules({ database: database.kysely, feeder, work, onError }),
    startCleaning(database.kysely, onError),
  ]
  return {
    async close({ patience = 20_000 } = {}) {
      stopListening()
      await Promise.all([...takers.map((taker) => taker.pause()), ...others.map((loop) => loop.stop())])
      await endRunning(performer, patience)
      await Promise.all(takers.map((taker) => taker.close()))
      await renewing.stop()
      await leases.close()
    },
  }
}

function startTaking(work: Work, performer: JobPerformer, { dispatch, log }: RunnerOptions): Taker {
  const { plugin, name, concurrency = usualConcurrency } = work
  return dispatch.work(`${plugin}.${name}`, {
    concurrency,
    run: (id) => performer.take(work, id),
    onError: (err) => log.debug({ err, plugin, action: name }, 'queue trouble'),
  })
}

function createRenew({ kysely }: PlatformDatabase, { running }: JobPerformer, { lease }: Timing): () => Promise<void> {
  return async () => {
    const held = [...running.values()].map(({ row }) => ({ id: row.id, attempt: row.attempt }))
    for (const id of await renewLeases(kysely, held, lease)) running.get(id)?.stop('cancelled')
  }
}

async function endRunning({ running }: JobPerformer, patience: number): Promise<void> {
  const ended = Promise.allSettled([...running.values()].map((attempt) => attempt.ended))
  await Promise.race([ended, wait(patience, undefined, { ref: false })])
  for (const attempt of running.values()) attempt.stop('drain')
}

/** No other process can have the embedded database, so whoever ran these has gone. */
async function freeAll({ kysely }: PlatformDatabase): Promise<void> {
  await sql`update patchbay.jobs set lease_until = now() - interval '1 second' where status = 'running'`.execute(kysely)
}
