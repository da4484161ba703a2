import { toConfig } from '@patchbay/config'
import { hasPostgres, startPostgres } from '@patchbay/database/testing'
import { createLogger } from '@patchbay/log'
import { hasRedis, startRedis } from '@patchbay/rate-limit/testing'
import { describe, expect, it } from 'vitest'
import { startWhenReady } from './start-when-ready.ts'

describe.skipIf(!hasRedis() || !hasPostgres())('a worker of its own (skipped where redis-server or postgres is not installed)', () => {
  it('starts with good services, and refuses a Redis that evicts', async () => {
    await using postgres = (await startPostgres())!
    await using good = (await startRedis())!
    await using evicting = (await startRedis({ args: ['--maxmemory-policy', 'allkeys-lru'] }))!
    const databaseUrl = await postgres.createDatabase()
    const start = (redisUrl: string) => {
      const secret = 'wR7kq2VvJ0mZbT9cXnL4sYd8hFgA3eUi'
      const environment = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, PATCHBAY_SECRET: secret, PLUGINS: 'hello' }
      const config = toConfig(environment)
      return startWhenReady({ config, services: config.services!, environment, log: createLogger({ level: 'silent' }) })
    }
    await expect(start(evicting.url)).rejects.toThrow('Set maxmemory-policy to noeviction')
    const worker = await start(good.url)
    await worker.stop()
  })
})
