/** At most `requests` in any `seconds` seconds. */
export interface Limit {
  requests: number
  seconds: number
}

/** One limit that a request counts against. */
export interface Quota {
  /** What headers call it: `client`, `user`, `action`, `address`. */
  name: string
  /** Whose it is. No two quotas of a request have the same key and seconds. */
  key: string
  limit: Limit
}

/** How one quota stands after a request. */
export interface Standing {
  name: string
  limit: Limit
  /** How many more requests fit now. */
  remaining: number
  /** Whole seconds until more is free, at least 1 when nothing remains; 0 when nothing is used. */
  reset: number
}

export interface Verdict {
  allowed: boolean
  /** In the order of the quotas. */
  standings: Standing[]
  /** The quota that refused, the one that waits longest. */
  denied?: Standing
  /** Whole seconds to wait when refused. */
  retryAfter?: number
  /** Counted in this process alone because the shared store is away. */
  degraded?: boolean
}

/** Counts requests. All quotas of a request are taken together, or none when one of them refuses. */
export interface RateLimiter {
  take(quotas: readonly Quota[]): Verdict | Promise<Verdict>
  close(): Promise<void>
}

/** A RateLimiter that has to ask elsewhere. */
export interface SharedLimiter {
  take(quotas: readonly Quota[]): Promise<Verdict>
  close(): Promise<void>
}
