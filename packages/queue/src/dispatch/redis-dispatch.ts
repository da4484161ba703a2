import { createRedisBackend } from 'bullmq'
import type { Redis } from 'ioredis'
import { connectToWork } from './connect-redis.ts'
import { createBullDispatch } from './bull-dispatch.ts'
import { QueueSettingError } from './queue-setting-error.ts'
import type { Dispatch } from './dispatch.ts'

/** Says which life of which server has the tickets. */
const lifeKey = 'life'

export interface RedisDispatchOptions {
  /** `redis://…`. */
  url: string
  /** A connection that fails fast, for what callers wait for. */
  redis: Redis
  /** Of every key, such as `patchbay:queue`. */
  prefix: string
}

/** BullMQ over Redis. */
export function createRedisDispatch({ url, redis, prefix }: RedisDispatchOptions): Dispatch {
  let working: Redis | undefined
  return createBullDispatch({
    factory: createRedisBackend as never,
    feeding: () => redis,
    working: () => (working ??= connectToWork(url)),
    prefix,
    findLife: () => findLife(redis, `${prefix}:${lifeKey}`),
    check: () => refuseEviction(redis),
    async close() {
      working?.disconnect()
    },
  })
}

/**
 * A server that was started anew may have lost the last second, one that was flushed everything: the first has another run id, the
 * second lost the mark.
 */
async function findLife(redis: Redis, key: string): Promise<string> {
  const [info, mark] = await Promise.all([redis.info('server'), redis.get(key)])
  const runId = /^run_id:(\w+)/m.exec(info)?.[1] ?? 'unknown'
  if (mark) return `${runId} ${mark}`
  const made = `${Date.now()}-${process.pid}`
  const set = await redis.set(key, made, 'NX')
  return `${runId} ${set === 'OK' ? made : await redis.get(key)}`
}

/** A Redis that throws away what it has no room for would lose jobs without a word. */
async function refuseEviction(redis: Redis): Promise<void> {
  const policy = /^maxmemory_policy:([\w-]+)/m.exec(await redis.info('memory'))?.[1] ?? 'noeviction'
  if (policy !== 'noeviction')
    throw new QueueSettingError(`Redis evicts keys (maxmemory-policy ${policy}), and would lose jobs. Set maxmemory-policy to noeviction.`)
}
