import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createFallbackLimiter, createMemoryLimiter, createRedis, createRedisLimiter } from './index.ts'
import { hasRedis, startRedis, type TestRedis } from './testing/index.ts'

const quota = { name: 'client', key: 'a', limit: { requests: 10, seconds: 60 } }

describe('fallback limiter', () => {
  it('gives out its part of the limit while the primary is away, never more', async () => {
    const primary = { take: () => Promise.reject(new Error('away')), close: () => Promise.resolve() }
    const limiter = createFallbackLimiter({ primary, local: createMemoryLimiter(), replicas: 2 })
    const verdicts = []
    for (let index = 0; index < 20; index++) verdicts.push(await limiter.take([quota]))
    expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(5)
    expect(verdicts.every((verdict) => verdict.degraded)).toBe(true)
  })

  it('stops asking after five failures and tries again after a second', async () => {
    let time = 0
    const take = vi.fn(() => Promise.reject(new Error('away')))
    const primary = { take, close: () => Promise.resolve() }
    const limiter = createFallbackLimiter({ primary, local: createMemoryLimiter(), replicas: 1, now: () => time })
    for (let index = 0; index < 50; index++) await limiter.take([quota])
    expect(take).toHaveBeenCalledTimes(5)
    time = 1000
    await limiter.take([quota])
    expect(take).toHaveBeenCalledTimes(6)
  })
})

describe.skipIf(!hasRedis())('limits on a real Redis (skipped where redis-server is not installed)', () => {
  let server: TestRedis

  beforeAll(async () => {
    server = await startRedis()
  })

  afterAll(() => server[Symbol.asyncDispose]())

  it('are exact over four processes', async () => {
    const children = Array.from({ length: 4 }, () => fork(join(import.meta.dirname, '__fixtures__/take-many.ts'), [server.url]))
    await Promise.all(children.map((child) => once(child, 'message')))
    const counts = await Promise.all(children.map(ask))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100)
  })

  it('go on in the process while Redis is killed or hung, and are shared again without a restart', async () => {
    const redis = createRedis(server.url)
    await once(redis, 'ready')
    const limiter = createFallbackLimiter({ primary: createRedisLimiter({ redis, prefix: 'down:' }), local: createMemoryLimiter(), replicas: 1 })
    expect((await limiter.take([quota])).degraded).toBeUndefined()

    process.kill(server.pid, 'SIGSTOP')
    expect((await limiter.take([quota])).degraded).toBe(true)
    process.kill(server.pid, 'SIGCONT')
    await vi.waitUntil(async () => (await limiter.take([{ ...quota, limit: { requests: 1e6, seconds: 60 } }])).degraded === undefined, { timeout: 10_000 })

    await server.kill()
    expect((await limiter.take([quota])).degraded).toBe(true)
    await server.restart()
    await vi.waitUntil(async () => (await limiter.take([{ ...quota, limit: { requests: 1e6, seconds: 60 } }])).degraded === undefined, { timeout: 10_000 })
    redis.disconnect()
  })
})

async function ask(child: ChildProcess): Promise<number> {
  child.send('go')
  const [message] = (await once(child, 'message')) as [{ admitted: number }]
  return message.admitted
}
