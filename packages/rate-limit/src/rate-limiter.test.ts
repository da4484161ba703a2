import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryLimiter, createRedisLimiter, toRateLimitHeaders, type Quota, type RateLimiter } from './index.ts'
import { hasRedis, startRedis, type TestRedis } from './testing/index.ts'

const quota = (key: string, requests: number, seconds: number, name = 'client'): Quota => ({ name, key, limit: { requests, seconds } })

/** What both stores must do; `key` gives each test keys of its own. */
function describeLimiter(getLimiter: () => RateLimiter): void {
  let made = 0
  const key = () => `key-${++made}`

  it('lets through exactly the limit and refuses the next', async () => {
    const mine = quota(key(), 5, 60)
    for (let index = 0; index < 5; index++) expect((await getLimiter().take([mine])).allowed).toBe(true)
    const refused = await getLimiter().take([mine])
    expect(refused).toMatchObject({ allowed: false, denied: { name: 'client', remaining: 0 } })
    expect(refused.retryAfter).toBeGreaterThanOrEqual(1)
    expect(refused.retryAfter).toBeLessThanOrEqual(63)
  })

  it('tells what is left', async () => {
    const mine = quota(key(), 3, 60)
    expect((await getLimiter().take([mine])).standings).toMatchObject([{ name: 'client', remaining: 2 }])
    expect((await getLimiter().take([mine])).standings).toMatchObject([{ name: 'client', remaining: 1 }])
  })

  it('takes from every quota or from none', async () => {
    const wide = quota(key(), 100, 60, 'client')
    const narrow = quota(key(), 1, 60, 'action')
    await getLimiter().take([wide, narrow])
    const refused = await getLimiter().take([wide, narrow])
    expect(refused).toMatchObject({ allowed: false, denied: { name: 'action' }, standings: [{ remaining: 99 }, { remaining: 0 }] })
    expect((await getLimiter().take([wide])).standings).toMatchObject([{ remaining: 98 }])
  })

  it('names the quota that makes the caller wait longest', async () => {
    const short = quota(key(), 1, 2, 'short')
    const long = quota(key(), 1, 600, 'long')
    await getLimiter().take([short, long])
    expect((await getLimiter().take([short, long])).denied?.name).toBe('long')
  })

  it('keeps keys apart', async () => {
    const [one, other] = [quota(key(), 1, 60), quota(key(), 1, 60)]
    expect((await getLimiter().take([one])).allowed).toBe(true)
    expect((await getLimiter().take([other])).allowed).toBe(true)
    expect((await getLimiter().take([one])).allowed).toBe(false)
  })

  it('is exact when many ask at once', async () => {
    const mine = quota(key(), 50, 60)
    const verdicts = await Promise.all(Array.from({ length: 200 }, async () => getLimiter().take([mine])))
    expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(50)
  })

  it('counts a day', async () => {
    const mine = quota(key(), 1, 86_400)
    await getLimiter().take([mine])
    expect((await getLimiter().take([mine])).retryAfter).toBeGreaterThan(80_000)
  })
}

describe('memory limiter', () => {
  const limiter = createMemoryLimiter()
  describeLimiter(() => limiter)

  it('never lets more than the limit into any sliding window, and never refuses who obeyed', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 50, maxLength: 400 })
    const property = fc.property(steps, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 3 }), (waits, requests, seconds) => {
      let time = 1_700_000_000_000
      const fake = createMemoryLimiter({ now: () => time })
      const mine = quota('a', requests, seconds)
      const admitted: number[] = []
      let obeyUntil = 0
      for (const wait of waits) {
        time += wait
        const verdict = fake.take([mine])
        if (time >= obeyUntil && obeyUntil > 0) expect(verdict.allowed).toBe(true)
        if (verdict.allowed) admitted.push(time)
        obeyUntil = verdict.allowed ? 0 : time + verdict.retryAfter! * 1000
        if (!verdict.allowed) time = obeyUntil
      }
      for (const start of admitted) {
        const inWindow = admitted.filter((each) => each >= start && each < start + seconds * 1000)
        expect(inWindow.length).toBeLessThanOrEqual(requests)
      }
    })
    fc.assert(property, { numRuns: 200 })
  })

  it('gives used requests back when their window has passed', () => {
    let time = 1_700_000_000_000
    const fake = createMemoryLimiter({ now: () => time })
    const mine = quota('a', 2, 10)
    fake.take([mine])
    fake.take([mine])
    const refused = fake.take([mine])
    expect(refused.allowed).toBe(false)
    time += refused.retryAfter! * 1000
    expect(fake.take([mine])).toMatchObject({ allowed: true })
  })

  it('keeps counting callers while a stranger uses many keys, and forgets keys that no longer count', () => {
    let time = 1_700_000_000_000
    const fake = createMemoryLimiter({ now: () => time, maxKeys: 1000 })
    const mine = quota('mine', 1, 60)
    fake.take([mine])
    for (let index = 0; index < 500; index++) fake.take([quota(`stranger-${index}`, 1, 60)])
    expect(fake.take([mine]).allowed).toBe(false)
    time += 120_000
    expect(fake.take([mine]).allowed).toBe(true)
  })
})

describe.skipIf(!hasRedis())('redis limiter (skipped where redis-server is not installed)', () => {
  let server: TestRedis
  let redis: Redis
  let limiter: RateLimiter

  beforeAll(async () => {
    server = await startRedis()
    redis = new Redis(server.url)
    limiter = createRedisLimiter({ redis, prefix: 'test:' })
  })

  afterAll(async () => {
    redis.disconnect()
    await server[Symbol.asyncDispose]()
  })

  describeLimiter(() => limiter)

  it('leaves no key behind that does not expire', async () => {
    await limiter.take([quota('expiring', 5, 1)])
    expect(await redis.pttl('test:expiring')).toBeGreaterThan(0)
    expect(await redis.pttl('test:expiring')).toBeLessThanOrEqual(1100)
  })

  it('goes on after Redis forgot the script', async () => {
    const mine = quota('forgotten', 2, 60)
    await limiter.take([mine])
    await redis.script('FLUSH')
    expect((await limiter.take([mine])).standings[0]?.remaining).toBe(0)
  })
})

describe('toRateLimitHeaders', () => {
  it('names every policy and how it stands', () => {
    const standings = [
      { name: 'client', limit: { requests: 60, seconds: 60 }, remaining: 12, reset: 9 },
      { name: 'user', limit: { requests: 10, seconds: 1 }, remaining: 0, reset: 1 },
    ]
    expect(toRateLimitHeaders({ allowed: false, standings, retryAfter: 1 })).toEqual({
      'ratelimit-policy': '"client";q=60;w=60, "user";q=10;w=1',
      ratelimit: '"client";r=12;t=9, "user";r=0;t=1',
      'retry-after': '1',
    })
  })
})
