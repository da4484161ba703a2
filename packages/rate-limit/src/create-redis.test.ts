import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createRedis } from './index.ts'
import { hasRedis, startRedis, type TestRedis } from './testing/index.ts'

describe.skipIf(!hasRedis())('createRedis (skipped where redis-server is not installed)', () => {
  let server: TestRedis

  beforeAll(async () => {
    server = (await startRedis())!
  })

  afterAll(() => server.stop())

  it('leaves a connection that went silent for a new one', async () => {
    await using proxy = await startProxy(server.url)
    const redis = createRedis(proxy.url)
    await once(redis, 'ready')
    expect(await redis.ping()).toBe('PONG')
    proxy.silence()
    await expect(redis.ping()).rejects.toThrow('timed out')
    await vi.waitUntil(() => answers(redis), { timeout: 15_000 })
    redis.disconnect()
  })

  it('fails at once while Redis is away, says so once, and comes back', async () => {
    const warn = vi.fn<(fields: object, message: string) => void>()
    const reconnecting = vi.fn<() => void>()
    const redis = createRedis(server.url, { warn }).on('reconnecting', reconnecting)
    await once(redis, 'ready')
    await server.kill()
    await vi.waitUntil(() => reconnecting.mock.calls.length >= 4, { timeout: 15_000 })
    await expect(redis.ping()).rejects.toThrow(Error)
    expect(warn).toHaveBeenCalledOnce()
    await server.restart()
    await vi.waitUntil(() => answers(redis), { timeout: 15_000 })
    redis.disconnect()
  })
})

async function answers(redis: Redis): Promise<boolean> {
  return redis.ping().then(
    () => true,
    () => false,
  )
}

/** Stands before a server; after `silence`, connections that are open pass nothing on any more, though they stay open. */
async function startProxy(target: string) {
  const sockets = new Set<Socket>()
  const proxy = createServer((near) => {
    const far = connect(Number(new URL(target).port), '127.0.0.1')
    for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined))
    near.pipe(far).pipe(near)
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `redis://127.0.0.1:${(proxy.address() as { port: number }).port}`,
    silence() {
      for (const socket of sockets) socket.unpipe().resume()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}
