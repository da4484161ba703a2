export { toRateLimitHeaders } from './headers.ts'
export { createMemoryLimiter, type MemoryLimiterOptions } from './memory-limiter.ts'
export type { Limit, Quota, RateLimiter, Standing, Verdict } from './rate-limiter.ts'
