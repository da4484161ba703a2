import { createCircuitBreaker } from './circuit-breaker.ts'
import type { Limit, Quota, RateLimiter, SharedLimiter } from './rate-limiter.ts'

export interface FallbackLimiterOptions {
  /** Shared by all processes. */
  primary: RateLimiter
  /** Counts in this process while the primary is away. */
  local: RateLimiter
  /** How many processes share the limits: each then gives out its part, at least one request. */
  replicas: number
  log?: { warn(fields: object, message: string): void; info(fields: object, message: string): void }
  /** Milliseconds; `performance.now` by default. */
  now?: () => number
}

/** Limits that go on while the shared store is away: never unlimited, and waiting for it at most five times in a row. */
export function createFallbackLimiter(options: FallbackLimiterOptions): SharedLimiter {
  const { primary, local, replicas, log, now = () => performance.now() } = options
  if (!(replicas >= 1)) throw new RangeError(`replicas is ${replicas}. Give the number of processes that share the limits, at least 1.`)
  const share = createShare(replicas)
  const breaker = createCircuitBreaker({
    now,
    onOpen: (err) => log?.warn({ err }, 'rate limits count in this process alone'),
    onClose: () => log?.info({}, 'rate limits are shared again'),
  })

  const takeLocally = async (quotas: readonly Quota[]) => {
    const verdict = await local.take(quotas.map(({ name, key, limit }) => ({ name, key, limit: share(limit) })))
    return { ...verdict, degraded: true }
  }

  return {
    async take(quotas) {
      if (!breaker.mayTry()) return takeLocally(quotas)
      try {
        const verdict = await primary.take(quotas)
        breaker.succeeded()
        return verdict
      } catch (err) {
        breaker.failed(err)
        return takeLocally(quotas)
      }
    },
    async close() {
      await Promise.all([primary.close(), local.close()])
    },
  }
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
