import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createFallbackLimiter, createMemoryLimiter, createRedis, createRedisLimiter, type SharedLimiter, type Verdict } from './index.ts'
import { hasRedis, startRedis, type TestRedis } from './testing/index.ts'

const passed: Verdict = { allowed: true, standings: [] }
const quota = { name: 'client', key: 'a', limit: { requests: 10, seconds: 60 } }

describe('fallback limiter', () => {
  it('gives out its part of the limit while the primary is away, never more', async () => {
    const { limiter } = startWithout(3)
    const verdicts = []
    for (let index = 0; index < 20; index++) verdicts.push(await limiter.take([quota]))
    expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(3)
    expect(verdicts.every((verdict) => verdict.degraded)).toBe(true)
    expect(verdicts[0]!.standings[0]).toMatchObject({ limit: { requests: 3, seconds: 60 }, remaining: 2 })
  })

  it('gives out one request at least, however many processes share it', async () => {
    const { limiter } = startWithout(100)
    expect((await limiter.take([quota])).allowed).toBe(true)
    expect((await limiter.take([quota])).allowed).toBe(false)
  })

  it('stops asking after five failures and lets one request a second try again', async () => {
    const { limiter, clock, primary } = startWithout(1)
    for (let index = 0; index < 50; index++) await limiter.take([quota])
    expect(primary.take).toHaveBeenCalledTimes(5)
    clock.time = 1000
    await Promise.all(Array.from({ length: 20 }, () => limiter.take([quota])))
    expect(primary.take).toHaveBeenCalledTimes(6)
  })

  it('shares again as soon as a try succeeds, and says both once', async () => {
    const { limiter, clock, primary, log } = startWithout(1)
    for (let index = 0; index < 6; index++) await limiter.take([quota])
    primary.take.mockImplementation(() => Promise.resolve(passed))
    clock.time = 1000
    expect((await limiter.take([quota])).degraded).toBeUndefined()
    expect((await limiter.take([quota])).degraded).toBeUndefined()
    expect(log.warn).toHaveBeenCalledExactlyOnceWith({ err: new Error('away') }, 'rate limits count in this process alone')
    expect(log.info).toHaveBeenCalledExactlyOnceWith({}, 'rate limits are shared again')
  })

  it('counts failures in a row only', async () => {
    const { limiter, primary } = startWithout(1)
    for (let index = 0; index < 4; index++) await limiter.take([quota])
    primary.take.mockImplementationOnce(() => Promise.resolve(passed))
    for (let index = 0; index < 5; index++) await limiter.take([quota])
    expect(primary.take).toHaveBeenCalledTimes(9)
    await limiter.take([quota])
    expect(primary.take).toHaveBeenCalledTimes(10)
  })

  it('lets through no more than the limit in the window in which the primary goes away', async () => {
    const { limiter, primary } = startWithout(1)
    primary.take.mockImplementation(() => Promise.resolve(passed))
    for (let index = 0; index < 7; index++) await limiter.take([quota])
    primary.take.mockImplementation(() => Promise.reject(new Error('away')))
    expect(await takeAll(limiter)).toBe(3)
  })

  it('counts all that the primary lets through, also what it would not have let through itself', async () => {
    const { limiter, clock, primary } = startWithout(1)
    primary.take.mockImplementation(() => Promise.resolve(passed))
    expect(await takeAll(limiter)).toBe(10)
    clock.time = 30_000
    expect(await takeAll(limiter)).toBe(10)
    primary.take.mockImplementation(() => Promise.reject(new Error('away')))
    clock.time = 70_000
    expect(await takeAll(limiter)).toBe(0)
  })

  it('lets through no more than the limit in the window in which the primary comes back, and leaves it to the primary afterwards', async () => {
    const { limiter, clock, primary } = startWithout(1)
    expect(await takeAll(limiter)).toBe(10)
    primary.take.mockImplementation(() => Promise.resolve(passed))
    clock.time = 1000
    expect(await limiter.take([quota])).toMatchObject({ allowed: false, degraded: true, retryAfter: 62 })
    clock.time += 62_000
    expect(await takeAll(limiter)).toBe(10)
    clock.time += 1
    expect(await takeAll(limiter)).toBe(10)
  })

  it('does not take a wrong limit for a failure of the primary', async () => {
    const { limiter, primary, log } = startWithout(1)
    primary.take.mockImplementation(() => Promise.resolve(passed))
    const wrong = { ...quota, limit: { requests: 0, seconds: 60 } }
    await Promise.allSettled(Array.from({ length: 10 }, () => limiter.take([wrong])))
    await expect(limiter.take([wrong])).rejects.toThrow(RangeError)
    expect((await limiter.take([quota])).degraded).toBeUndefined()
    expect(log.warn).not.toHaveBeenCalled()
  })

  it('closes both', async () => {
    const { limiter, primary } = startWithout(1)
    await limiter.close()
    expect(primary.close).toHaveBeenCalledOnce()
  })

  it('refuses to divide limits by nothing', () => {
    expect(() => startWithout(0)).toThrow('replicas is 0. Give the number of processes')
  })
})

describe.skipIf(!hasRedis())('fallback limiter over a real Redis (skipped where redis-server is not installed)', () => {
  let server: TestRedis

  beforeAll(async () => {
    server = (await startRedis())!
  })

  afterAll(() => server.stop())

  it('goes on in the process while Redis is hung or killed, and shares again without a restart', async () => {
    const redis = createRedis(server.url)
    await once(redis, 'ready')
    const primary = createRedisLimiter({ redis, prefix: 'down:' })
    const limiter = createFallbackLimiter({ primary, local: createMemoryLimiter(), replicas: 2 })
    expect(await isDegraded(limiter)).toBe(false)

    process.kill(server.pid, 'SIGSTOP')
    await Promise.all(Array.from({ length: 5 }, () => limiter.take([quota])))
    expect(await takeAll(limiter)).toBe(0)
    process.kill(server.pid, 'SIGCONT')
    await vi.waitUntil(async () => !(await isDegraded(limiter)), { timeout: 15_000 })

    await server.kill()
    expect(await isDegraded(limiter)).toBe(true)
    await server.restart()
    await vi.waitUntil(async () => !(await isDegraded(limiter)), { timeout: 15_000 })
    redis.disconnect()
  })

  it('starts before Redis does', async () => {
    await server.kill()
    const redis = createRedis(server.url)
    const primary = createRedisLimiter({ redis, prefix: 'early:' })
    const limiter = createFallbackLimiter({ primary, local: createMemoryLimiter(), replicas: 1 })
    expect(await isDegraded(limiter)).toBe(true)
    await server.restart()
    await vi.waitUntil(async () => !(await isDegraded(limiter)), { timeout: 15_000 })
    redis.disconnect()
  })
})

/** A fallback whose primary is away from the start. */
function startWithout(replicas: number) {
  const clock = { time: 0 }
  const primary = {
    take: vi.fn<SharedLimiter['take']>(() => Promise.reject(new Error('away'))),
    close: vi.fn<SharedLimiter['close']>(() => Promise.resolve()),
  }
  const log = { warn: vi.fn<(fields: object, message: string) => void>(), info: vi.fn<(fields: object, message: string) => void>() }
  const now = () => clock.time
  const limiter = createFallbackLimiter({ primary, local: createMemoryLimiter({ now }), replicas, log, now })
  return { limiter, clock, primary, log }
}

async function isDegraded(limiter: SharedLimiter): Promise<boolean> {
  return (await limiter.take([{ ...quota, key: 'many', limit: { requests: 1e6, seconds: 60 } }])).degraded === true
}

/** How many of ten requests pass. */
async function takeAll(limiter: SharedLimiter): Promise<number> {
  const verdicts = await Promise.all(Array.from({ length: 10 }, () => limiter.take([quota])))
  return verdicts.filter(({ allowed }) => allowed).length
}
