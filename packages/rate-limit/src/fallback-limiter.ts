import type { Limit, Quota, RateLimiter, SharedLimiter } from './rate-limiter.ts'

export interface FallbackLimiterOptions {
  /** Shared by all processes. */
  primary: RateLimiter
  /** Counts in this process while the primary is away. */
  local: RateLimiter
  /** How many processes share the limits: each then gives out its part. */
  replicas: number
  log?: { warn(fields: object, message: string): void; info(fields: object, message: string): void }
  /** Milliseconds; `Date.now` by default. */
  now?: () => number
}

/** So many failures in a row and the primary is not asked any more, so that one that hangs does not cost each request its timeout. */
const mostFailures = 5

/** Milliseconds until one request tries the primary again. */
const retryAfter = 1000

/** Limits that go on while the shared store is away: never unlimited, never waiting. */
export function createFallbackLimiter(options: FallbackLimiterOptions): SharedLimiter {
  const { primary, local, log, now = Date.now } = options
  const share = createShare(options.replicas)
  let failures = 0
  let retryAt = 0

  const takeLocally = async (quotas: readonly Quota[]) => ({ ...(await local.take(quotas.map((quota) => ({ ...quota, limit: share(quota.limit) })))), degraded: true })

  return {
    async take(quotas) {
      if (failures >= mostFailures) {
        if (now() < retryAt) return takeLocally(quotas)
        retryAt = now() + retryAfter
      }
      try {
        const verdict = await primary.take(quotas)
        if (failures >= mostFailures) log?.info({}, 'rate limits are shared again')
        failures = 0
        return verdict
      } catch (err) {
        if (++failures === mostFailures) log?.warn({ err }, 'rate limits count in this process alone')
        if (failures >= mostFailures) retryAt = now() + retryAfter
        return takeLocally(quotas)
      }
    },
    async close() {
      await Promise.all([primary.close(), local.close()])
    },
  }
}

/** The part of a limit that one of several processes gives out: at least one request. */
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
