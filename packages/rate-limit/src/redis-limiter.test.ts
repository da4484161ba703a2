import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeLimiter } from './contract/describe-limiter.ts'
import { toQuota, type Clock } from './contract/limiter-subject.ts'
import { createMemoryLimiter, createRedisLimiter, type ScriptRunner } from './index.ts'
import { takeScript } from './take-script.ts'
import { hasRedis, startRedis, type TestRedis } from './testing/index.ts'

describe.skipIf(!hasRedis())('redis limiter (skipped where redis-server is not installed)', () => {
  let server: TestRedis
  let redis: Redis
  let made = 0

  beforeAll(async () => {
    server = (await startRedis())!
    redis = new Redis(server.url)
  })

  afterAll(async () => {
    redis.disconnect()
    await server.stop()
  })

  const create = (clock: Clock) => createRedisLimiter({ redis: toTimed(redis, clock), prefix: `${++made}:` })

  describeLimiter({ create, runs: 40 })

  it('gives the same verdicts as the memory limiter', async () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: 9000 }), keys: fc.subarray(['a', 'b', 'c'], { minLength: 1 }) })
    const property = fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 80 }), async (steps) => {
      const clock: Clock = { time: 1_700_000_000_000 }
      const [shared, local] = [create(clock), createMemoryLimiter({ now: () => clock.time })]
      for (const { wait, keys } of steps) {
        clock.time += wait
        const quotas = keys.map((key) => toQuota(key, 5, { a: 10, b: 33, c: 60 }[key]!, key))
        expect(await shared.take(quotas)).toEqual(local.take(quotas))
      }
    })
    await fc.assert(property, { numRuns: 20 })
  })

  it('locks nobody out when the clock of Redis is set back by more than a window', async () => {
    const clock: Clock = { time: 1_700_000_000_000 }
    const limiter = create(clock)
    await limiter.take([toQuota('a', 1, 60)])
    clock.time -= 3_600_000
    expect((await limiter.take([toQuota('a', 1, 60)])).allowed).toBe(true)
    expect((await limiter.take([toQuota('a', 1, 60)])).allowed).toBe(false)
  })

  it('lives by the clock of Redis, and leaves no key behind that does not expire', async () => {
    const limiter = createRedisLimiter({ redis, prefix: 'expiring:' })
    await limiter.take([toQuota('a', 5, 60), toQuota('b', 5, 3600)])
    const left = await Promise.all(['expiring:a:60', 'expiring:b:3600'].map((key) => redis.pttl(key)))
    expect(left[0]).toBeGreaterThan(50_000)
    expect(left[0]).toBeLessThanOrEqual(63_000)
    expect(left[1]).toBeGreaterThan(3_500_000)
    expect(left[1]).toBeLessThanOrEqual(3_780_000)
  })

  it('goes on after Redis forgot the script', async () => {
    const limiter = createRedisLimiter({ redis, prefix: 'forgotten:' })
    await limiter.take([toQuota('a', 2, 60)])
    await redis.script('FLUSH')
    expect((await limiter.take([toQuota('a', 2, 60)])).standings[0]?.remaining).toBe(0)
  })

  it('is exact over four processes', async () => {
    const children = Array.from({ length: 4 }, () => fork(join(import.meta.dirname, '__fixtures__/take-many.ts'), [server.url]))
    await Promise.all(children.map((child) => once(child, 'message')))
    const counts = await Promise.all(children.map(ask))
    expect(counts.every(({ asked }) => asked === 200)).toBe(true)
    expect(counts.reduce((sum, { admitted }) => sum + admitted, 0)).toBe(100)
  })
})

/** The same script on the same Redis, with the time of a test for that of the server. */
function toTimed(redis: Redis, clock: Clock): ScriptRunner {
  const text = takeScript.text.replace("redis.call('TIME')", '{ ARGV[#ARGV - 1], ARGV[#ARGV] }')
  const run = (_: string, keyCount: number, ...words: (string | number)[]) =>
    redis.eval(text, keyCount, ...words, Math.floor(clock.time / 1000), (clock.time % 1000) * 1000)
  return { evalsha: run, eval: run }
}

async function ask(child: ChildProcess): Promise<{ asked: number; admitted: number }> {
  child.send('go')
  const [message] = (await once(child, 'message')) as [{ asked: number; admitted: number }]
  return message
}
