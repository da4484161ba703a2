import { checkLimit } from './check-limit.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import type { MemoryLimiter } from './memory-limiter.ts'
import type { Limit, Quota, RateLimiter, SharedLimiter, Verdict } from './rate-limiter.ts'
import { slots } from './slot-window.ts'

export interface FallbackLimiterOptions {
  /** Shared by all processes. */
  primary: RateLimiter
  /** Counts what passes in this process, and decides while the primary is away. */
  local: MemoryLimiter
  /** How many processes share the limits: each then gives out its part, at least one request. */
  replicas: number
  log?: { warn(fields: object, message: string): void; info(fields: object, message: string): void }
  /** Milliseconds; `performance.now` by default. */
  now?: () => number
}

/**
 * Limits that go on while the shared store is away: never unlimited, and waiting for it at most five times in a row.
 * What one process lets through stays below the limit in any window, also in those in which the store goes or comes back.
 */
export function createFallbackLimiter(options: FallbackLimiterOptions): SharedLimiter {
  const { primary, local, replicas, log, now = () => performance.now() } = options
  if (!(replicas >= 1)) throw new RangeError(`replicas is ${replicas}. Give the number of processes that share the limits, at least 1.`)
  const share = createShare(replicas)
  const breaker = createCircuitBreaker({
    now,
    onOpen: (err) => log?.warn({ err }, 'rate limits count in this process alone'),
    onClose: () => log?.info({}, 'rate limits are shared again'),
  })

  let aloneAt = -Infinity
  const takeAlone = (quotas: readonly Quota[]): Verdict => {
    aloneAt = now()
    return { ...local.take(quotas.map(({ name, key, limit }) => ({ name, key, limit: share(limit) }))), degraded: true }
  }

  /** The primary doesn't know what was counted here while it was away. */
  const confirm = (quotas: readonly Quota[], verdict: Verdict): Verdict => {
    const sinceAlone = now() - aloneAt
    if (quotas.some(({ limit }) => sinceAlone <= toLongest(limit))) {
      const own = local.take(quotas)
      return own.allowed ? verdict : { ...own, degraded: true }
    }
    local.record(quotas)
    return verdict
  }

  return {
    async take(quotas) {
      // Here, so that a wrong limit does not count as a failure of the primary.
      for (const { limit } of quotas) checkLimit(limit)
      if (!breaker.mayTry()) return takeAlone(quotas)
      let verdict: Verdict
      try {
        verdict = await primary.take(quotas)
      } catch (err) {
        breaker.failed(err)
        return takeAlone(quotas)
      }
      breaker.succeeded()
      return verdict.allowed ? confirm(quotas, verdict) : verdict
    },
    async close() {
      await Promise.all([primary.close(), local.close()])
    },
  }
}

/** Milliseconds for which a request counts at most. */
function toLongest({ seconds }: Limit): number {
  return seconds * 1000 * (1 + 1 / slots)
}

/** The part of a limit that one of several processes gives out. Made once, so that a limit stays one value for its headers. */
function createShare(replicas: number): (limit: Limit) => Limit {
  const shares = new WeakMap<Limit, Limit>()
  return (limit) => {
    const known = shares.get(limit)
    if (known) return known
    const share = { requests: Math.max(1, Math.floor(limit.requests / replicas)), seconds: limit.seconds }
    shares.set(limit, share)
    return share
  }
}
