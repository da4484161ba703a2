import { Redis } from 'ioredis'

/** For what somebody waits for: fails within half a second, and at once while Redis is away. Resolves when it is known which. */
export async function connectToFeed(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    commandTimeout: 500,
    connectTimeout: 2_000,
    // A peer that vanished without a word is left for a new connection.
    socketTimeout: 2_000,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  })
  // What fails says so itself.
  redis.on('error', () => undefined)
  await new Promise((resolve) => redis.once('ready', resolve).once('close', resolve))
  return redis
}

/** For workers: waits for jobs, and for Redis, as long as it takes. */
export function connectToWork(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, keepAlive: 1_000, retryStrategy: (times) => Math.min(50 * times, 1_000) })
  redis.on('error', () => undefined)
  return redis
}
