import type { Quota, RateLimiter } from '../rate-limiter.ts'

/** A clock that a test moves; milliseconds. */
export interface Clock {
  time: number
}

export interface LimiterSubject {
  /** A limiter without anything counted, which lives by this clock. */
  create: (clock: Clock) => RateLimiter
  /** How many random sequences of requests are tried. */
  runs: number
}

export function toQuota(key: string, requests: number, seconds: number, name = 'client'): Quota {
  return { name, key, limit: { requests, seconds } }
}
