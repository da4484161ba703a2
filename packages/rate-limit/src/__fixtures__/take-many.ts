import { Redis } from 'ioredis'
import { createRedisLimiter } from '../redis-limiter.ts'

/** Asks 200 times at once for one key and tells its parent how often it was let through. */
const redis = new Redis(process.argv[2]!)
const limiter = createRedisLimiter({ redis, prefix: 'test:' })
const quota = { name: 'client', key: 'shared', limit: { requests: 100, seconds: 60 } }
await redis.ping()
process.once('message', () => void takeMany())
process.send!('ready')

async function takeMany(): Promise<void> {
  const verdicts = await Promise.all(Array.from({ length: 200 }, () => limiter.take([quota])))
  process.send!({ asked: verdicts.length, admitted: verdicts.filter((verdict) => verdict.allowed).length })
  redis.disconnect()
  process.disconnect()
}
