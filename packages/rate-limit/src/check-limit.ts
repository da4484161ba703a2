import type { Limit } from './rate-limiter.ts'

/** @throws RangeError when the limit can't be counted: it would let nothing or everything through */
export function checkLimit({ requests, seconds }: Limit): void {
  if (Number.isSafeInteger(requests) && requests >= 1 && Number.isFinite(seconds) && seconds > 0) return
  throw new RangeError(
    `A limit of ${requests} requests in ${seconds} seconds can't be counted. Allow a whole number of requests in more than 0 seconds.`,
  )
}
