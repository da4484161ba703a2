import type { Limit } from './rate-limiter.ts'

/** @throws RangeError when the limit can't be counted, or not be told in headers, which know whole numbers only */
export function checkLimit({ requests, seconds }: Limit): void {
  if (Number.isSafeInteger(requests) && requests >= 1 && Number.isSafeInteger(seconds) && seconds >= 1) return
  throw new RangeError(`A limit of ${requests} requests in ${seconds} seconds can't be counted. Both are whole numbers, at least 1.`)
}
