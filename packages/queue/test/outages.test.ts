import { hasPostgres } from '@patchbay/database/testing'
import { hasRedis } from '@patchbay/rate-limit/testing'
import { Redis } from 'ioredis'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTrialServices, trialJob, type TrialServices } from './trial-services.ts'

const isFull = process.env['PATCHBAY_TRIALS'] === 'full'
const crashes = isFull ? 100 : 4
const timeout = isFull ? 300_000 : 120_000

describe.skipIf(!hasRedis() || !hasPostgres())('an outage (skipped where redis-server or postgres is not installed)', () => {
  let services: TrialServices
  beforeAll(async () => {
    services = await startTrialServices()
  })
  afterAll(() => services[Symbol.asyncDispose]())

  /** Starts jobs one after the other; how long the slowest took to be stored, in milliseconds. */
  const startMany = async (count: number) => {
    let slowest = 0
    for (let number = 0; number < count; number++) {
      const begun = performance.now()
      await services.queue.jobs.start(trialJob)
      slowest = Math.max(slowest, performance.now() - begun)
    }
    return slowest
  }

  const untilAllDone = async () => {
    const done = async () => {
      const { stored, succeeded } = await services.read()
      return stored === succeeded
    }
    await vi.waitUntil(done, { timeout: 45_000, interval: 100 })
    const { stored, effects, affected } = await services.read()
    expect({ effects, affected }).toEqual({ effects: stored, affected: stored })
  }

  const untilOneEnds = async () => {
    const { id } = await services.queue.jobs.start(trialJob)
    const begun = performance.now()
    const owner = { plugin: 'trial', caller: trialJob.caller }
    await vi.waitUntil(async () => (await services.queue.jobs.find(id, owner))?.status === 'succeeded', { timeout: 45_000, interval: 20 })
    return performance.now() - begun
  }

  it(
    'FLUSHALL under load loses no job and doubles none',
    async () => {
      await using client = disposable(services.redisUrl)
      const started = startMany(300)
      let lost = 0
      for (let turn = 0; turn < 3; turn++) {
        await vi.waitUntil(async () => (await services.read()).stored > 60 * (turn + 1), { timeout: 30_000, interval: 5 })
        lost += (await client.redis.keys('patchbay:queue:trial.work:*-*-*')).length
        await client.redis.flushall()
      }
      await started
      expect(lost, 'the flushes took tickets').toBeGreaterThan(0)
      await untilAllDone()
    },
    timeout,
  )

  it(
    'Redis killed: jobs are stored as fast as ever, and run when it is back',
    async () => {
      await services.redis.kill()
      const slowest = await startMany(50)
      expect((await services.read()).stored).toBeGreaterThanOrEqual(50)
      await services.redis.restart()
      const back = await untilOneEnds()
      await untilAllDone()
      process.stdout.write(
        `Redis killed: slowest accept ${slowest.toFixed(0)} ms; the next job ended ${back.toFixed(0)} ms after the restart\n`,
      )
    },
    timeout,
  )

  it(
    'Redis hung: jobs are stored as fast as ever, and run when it is back',
    async () => {
      process.kill(services.redis.pid, 'SIGSTOP')
      const slowest = await startMany(50)
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      process.kill(services.redis.pid, 'SIGCONT')
      const back = await untilOneEnds()
      await untilAllDone()
      process.stdout.write(`Redis hung: slowest accept ${slowest.toFixed(0)} ms; the next job ended ${back.toFixed(0)} ms after it woke\n`)
    },
    timeout,
  )

  it(
    'Redis full: jobs are stored as fast as ever, and run when it has room',
    async () => {
      await using client = disposable(services.redisUrl)
      await client.redis.config('SET', 'maxmemory', '1')
      await expect(client.redis.set('canary', 'x')).rejects.toThrow('OOM')
      const slowest = await startMany(50)
      await client.redis.config('SET', 'maxmemory', '0')
      const back = await untilOneEnds()
      await untilAllDone()
      process.stdout.write(`Redis full: slowest accept ${slowest.toFixed(0)} ms; the next job ended ${back.toFixed(0)} ms after\n`)
    },
    timeout,
  )

  it('Redis that evicts is refused, with what to do', async () => {
    await using client = disposable(services.redisUrl)
    await client.redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
    await expect(services.queue.dispatch.check()).rejects.toThrow('Set maxmemory-policy to noeviction')
    await client.redis.config('SET', 'maxmemory-policy', 'noeviction')
    await services.queue.dispatch.check()
  })

  it(
    'PostgreSQL killed under load: no acknowledged job is lost',
    async () => {
      const acknowledged: string[] = []
      let refused = 0
      let isOver = false
      const load = async () => {
        while (!isOver)
          await services.queue.jobs.start(trialJob).then(
            ({ id }) => acknowledged.push(id),
            () => refused++,
          )
      }
      const loads = [load(), load(), load()]
      await vi.waitUntil(() => acknowledged.length > 50, { timeout: 30_000, interval: 5 })
      await services.postgres.crash()
      await vi.waitUntil(() => refused > 0, { timeout: 30_000, interval: 5 })
      await services.postgres.restart()
      const before = acknowledged.length
      await vi.waitUntil(() => acknowledged.length > before + 20, { timeout: 30_000, interval: 5 })
      isOver = true
      await Promise.all(loads)
      const rows = await services.database.kysely.selectFrom('jobs').select('id').where('id', 'in', acknowledged).execute()
      expect(rows).toHaveLength(acknowledged.length)
      await untilAllDone()
    },
    timeout,
  )

  it(
    'a process that dies between accepting and feeding loses no job and doubles none',
    async () => {
      const acknowledged: string[] = []
      for (let crash = 0; crash < crashes; crash++) acknowledged.push(...(await crashOnce(services)))
      const rows = await services.database.kysely.selectFrom('jobs').select('id').where('id', 'in', acknowledged).execute()
      expect(rows).toHaveLength(acknowledged.length)
      expect(acknowledged.length).toBeGreaterThan(0)
      await untilAllDone()
      process.stdout.write(`${crashes} crashes while accepting: ${acknowledged.length} jobs acknowledged, all ran once\n`)
    },
    timeout,
  )
})

async function crashOnce({ databaseUrl, redisUrl }: TrialServices): Promise<string[]> {
  const script = join(import.meta.dirname, '../src/__fixtures__/crash-while-accepting.ts')
  const child = spawn(process.execPath, [script, JSON.stringify({ databaseUrl, redisUrl })], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal)))
  const said = await text(child.stdout)
  expect(await ended).toBe('SIGKILL')
  return said.split('\n').filter((line) => line !== '')
}

function disposable(url: string): AsyncDisposable & { redis: Redis } {
  const redis = new Redis(url)
  return { redis, [Symbol.asyncDispose]: async () => redis.disconnect() }
}
