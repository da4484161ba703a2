import { openDatabase } from '@patchbay/database'
import { createTestFolder, hasPostgres, startPostgres } from '@patchbay/database/testing'
import { hasRedis, startRedis } from '@patchbay/rate-limit/testing'
import { sql } from 'kysely'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openQueue, systemCaller, type NewJob } from '../src/index.ts'
import { TrialProcess } from './trial-process.ts'

const isFull = process.env['PATCHBAY_TRIALS'] === 'full'
const [jobs, kills] = isFull ? [300, 10] : [60, 2]
// A lease of the usual length would be most of a short trial.
const timing = isFull ? {} : { lease: 3_000, repair: 500 }
const timeout = isFull ? 300_000 : 120_000

const busyFor = 60_000

const toJob = (number: number): NewJob => ({
  plugin: 'trial',
  name: 'work',
  input: {},
  caller: systemCaller,
  requestId: 'trial',
  uniqueKey: String(number),
})

describe('whole workers killed in the middle of jobs', () => {
  it.skipIf(!hasRedis() || !hasPostgres())(
    'lose none, fail none and double no effect, over Redis (skipped where redis-server or postgres is not installed)',
    async () => {
      await using redis = (await startRedis({ args: ['--appendonly', 'yes'] }))!
      await using postgres = (await startPostgres())!
      const databaseUrl = await postgres.createDatabase()
      await using database = await openDatabase({ url: databaseUrl, folder: '' })
      await using queue = await openQueue({ database, redisUrl: redis.url })
      const trial = { databaseUrl, folder: '', redisUrl: redis.url, jobs, milliseconds: 300, timing }
      const workers = [new TrialProcess(trial), new TrialProcess(trial)]
      const all = [...workers]
      await Promise.all(workers.map(({ ready }) => ready))
      await Promise.all(Array.from({ length: jobs }, (_, number) => queue.jobs.start(toJob(number))))
      const torn: number[] = []
      for (let turn = 0; torn.length < kills; turn++) {
        const worker = workers[turn % 2]!
        await vi.waitUntil(() => worker.running.size > 0, { timeout: 60_000, interval: 5 })
        torn.push(await worker.kill())
        workers[turn % 2] = new TrialProcess(trial)
        all.push(workers[turn % 2]!)
      }
      const read = async () => {
        const { rows } = await sql<{ succeeded: number; failed: number; effects: number; jobs: number }>`select
          (select count(*)::int from patchbay.jobs where status = 'succeeded') as succeeded,
          (select count(*)::int from patchbay.jobs where status in ('failed', 'cancelled')) as failed,
          (select count(*)::int from patchbay.trial_effects) as effects,
          (select count(distinct job)::int from patchbay.trial_effects) as jobs`.execute(database.kysely)
        return rows[0]!
      }
      await vi.waitUntil(async () => (await read()).succeeded >= jobs, { timeout: timeout - 20_000, interval: 200 })
      await Promise.all(workers.map((worker) => worker.kill()))
      expect(await read()).toEqual({ succeeded: jobs, failed: 0, effects: jobs, jobs })
      expect(torn.filter((count) => count > 0)).toHaveLength(kills)
      const starts = all.reduce((sum, worker) => sum + worker.starts, 0)
      expect(starts, 'the kills hit running jobs').toBeGreaterThan(jobs)
      process.stdout.write(`Redis: ${kills} kills tore off ${torn.join(', ')} running jobs; ${starts} starts for ${jobs} jobs\n`)
    },
    timeout,
  )

  it(
    'lose none, fail none and double no effect, over the embedded database',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'patchbay-kills-'))
      const trial = { folder, jobs, milliseconds: 300, timing }
      await createTestFolder(folder)
      const torn: number[] = []
      let starts = 0
      let worker = new TrialProcess(trial)
      while (torn.length < kills) {
        await worker.ready
        await vi.waitUntil(() => worker.running.size > 0, { timeout: 60_000, interval: 5 })
        torn.push(await worker.kill())
        starts += worker.starts
        worker = new TrialProcess(trial)
      }
      await vi.waitUntil(() => worker.counts !== undefined, { timeout: timeout - 20_000, interval: 100 })
      starts += worker.starts
      await worker.kill()
      await rm(folder, { recursive: true })
      expect(worker.counts).toEqual({ succeeded: jobs, others: 0, effects: jobs, jobs })
      expect(torn.filter((count) => count > 0)).toHaveLength(kills)
      expect(starts, 'the kills hit running jobs').toBeGreaterThan(jobs)
      process.stdout.write(`embedded: ${kills} kills tore off ${torn.join(', ')} running jobs; ${starts} starts for ${jobs} jobs\n`)
    },
    timeout,
  )

  it.skipIf(!isFull || !hasRedis() || !hasPostgres())(
    'are not confused with one that is busy for longer than a lease (a long trial: with PATCHBAY_TRIALS=full)',
    async () => {
      await using redis = (await startRedis())!
      await using postgres = (await startPostgres())!
      const databaseUrl = await postgres.createDatabase()
      await using database = await openDatabase({ url: databaseUrl, folder: '' })
      await using queue = await openQueue({ database, redisUrl: redis.url })
      const trial = { databaseUrl, folder: '', redisUrl: redis.url, jobs: 1, milliseconds: busyFor, busy: true }
      const busy = new TrialProcess(trial)
      await busy.ready
      const { id } = await queue.jobs.start(toJob(1))
      await vi.waitUntil(() => busy.running.size > 0, { timeout: 30_000, interval: 5 })
      const idle = new TrialProcess(trial)
      const find = () => database.kysely.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      await vi.waitUntil(async () => (await find()).status === 'succeeded', { timeout: timeout - 20_000, interval: 100 })
      expect(await find()).toMatchObject({ attempt: 1, crashes: 0 })
      expect(idle.starts).toBe(0)
      await Promise.all([busy.kill(), idle.kill()])
    },
    timeout,
  )
})
