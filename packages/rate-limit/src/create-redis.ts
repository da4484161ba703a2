import { Redis } from 'ioredis'

/**
 * A Redis client for the way of a request: a command that can't be done within half a second fails, and nothing is queued
 * while Redis is away.
 *
 * @param url `redis://user:password@host:port/db` or `rediss://`
 */
export function createRedis(url: string, log?: { warn(fields: object, message: string): void }): Redis {
  const redis = new Redis(url, {
    commandTimeout: 500,
    connectTimeout: 2000,
    // A peer that vanished without a word is left for a new connection, not waited for until TCP gives up.
    socketTimeout: 2000,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    retryStrategy: (times) => Math.min(50 * times, 1000),
  })
  let isAway = false
  redis.on('error', (err) => {
    if (!isAway) log?.warn({ err }, 'redis is away')
    isAway = true
  })
  redis.on('ready', () => {
    isAway = false
  })
  return redis
}
