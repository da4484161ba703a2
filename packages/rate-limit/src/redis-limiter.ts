import { takeScript } from './take-script.ts'
import type { Quota, SharedLimiter, Standing, Verdict } from './rate-limiter.ts'

/** The part of a Redis client that the limiter needs; ioredis has it. */
export interface ScriptRunner {
  evalsha(sha: string, keyCount: number, ...words: (string | number)[]): Promise<unknown>
  eval(script: string, keyCount: number, ...words: (string | number)[]): Promise<unknown>
}

export interface RedisLimiterOptions {
  redis: ScriptRunner
  /** Stands before every key, such as `patchbay:limit:`. */
  prefix: string
}

/** Counts in Redis: all quotas of a request in one script, by the clock of Redis, exact over any number of processes. */
export function createRedisLimiter({ redis, prefix }: RedisLimiterOptions): SharedLimiter {
  return {
    async take(quotas) {
      const words = [...quotas.map((quota) => prefix + quota.key), ...quotas.flatMap(({ limit }) => [limit.requests, limit.seconds])]
      return toVerdict(quotas, (await run(redis, quotas.length, words)) as number[])
    },
    close: () => Promise.resolve(),
  }
}

/** The text of the script travels only when Redis does not know it yet. */
async function run(redis: ScriptRunner, keyCount: number, words: (string | number)[]): Promise<unknown> {
  try {
    return await redis.evalsha(takeScript.sha, keyCount, ...words)
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
    return redis.eval(takeScript.text, keyCount, ...words)
  }
}

function toVerdict(quotas: readonly Quota[], [allowed, ...numbers]: number[]): Verdict {
  const standings: Standing[] = quotas.map(({ name, limit }, index) => ({ name, limit, remaining: numbers[2 * index]!, reset: numbers[2 * index + 1]! }))
  if (allowed === 1) return { allowed: true, standings }
  const denied = standings.filter(({ remaining }) => remaining === 0).reduce((left, right) => (right.reset > left.reset ? right : left))
  return { allowed: false, standings, denied, retryAfter: denied.reset }
}
