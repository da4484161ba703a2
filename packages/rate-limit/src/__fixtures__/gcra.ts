import type { Limit } from '../rate-limiter.ts'

/** The generic cell rate algorithm: `requests` in `seconds` on average, up to `burst` at once. */
export function createGcra({ requests, seconds }: Limit, burst: number): (time: number) => boolean {
  const interval = (seconds * 1000) / requests
  let arrival = 0
  return (time) => {
    const next = Math.max(arrival, time) + interval
    if (next - time > burst * interval) return false
    arrival = next
    return true
  }
}
