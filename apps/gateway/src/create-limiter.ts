import type { Config } from '@patchbay/config'
import type { Logger } from '@patchbay/log'
import { createFallbackLimiter, createMemoryLimiter, createRedis, createRedisLimiter, type RateLimiter } from '@patchbay/rate-limit'

/** Counts in Redis, and in this process while Redis is away; in this process alone when embedded. */
export function createLimiter(config: Config, log: Logger): RateLimiter {
  const local = createMemoryLimiter()
  if (!config.services) return local
  const redis = createRedis(config.services.redisUrl, log)
  const primary = createRedisLimiter({ redis, prefix: 'patchbay:limit:' })
  const limiter = createFallbackLimiter({ primary, local, replicas: config.replicas, log })
  return {
    take: (quotas) => limiter.take(quotas),
    async close() {
      await limiter.close()
      redis.disconnect()
    },
  }
}
