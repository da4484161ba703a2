import { checkLimit } from './check-limit.ts'
import type { Quota, SharedLimiter, Verdict } from './rate-limiter.ts'
import { takeScript } from './take-script.ts'
import { toVerdict } from './to-verdict.ts'

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
      if (quotas.length === 0) return { allowed: true, standings: [] }
      return toSettled(quotas, (await run(redis, quotas.length, toWords(prefix, quotas))) as number[])
    },
    close: () => Promise.resolve(),
  }
}

/** One key may be counted in several windows, so its seconds are part of its name. */
function toWords(prefix: string, quotas: readonly Quota[]): (string | number)[] {
  const words: (string | number)[] = quotas.map(({ key, limit }) => `${prefix}${key}:${limit.seconds}`)
  for (const { limit } of quotas) {
    checkLimit(limit)
    words.push(limit.requests, limit.seconds)
  }
  return words
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

function toSettled(quotas: readonly Quota[], [allowed, ...numbers]: number[]): Verdict {
  const standings = quotas.map(({ name, limit }, index) => ({
    name,
    limit,
    remaining: numbers[2 * index]!,
    reset: numbers[2 * index + 1]!,
  }))
  return toVerdict(allowed === 1, standings)
}
