import { checkLimit } from './check-limit.ts'
import type { Quota, Standing, Verdict } from './rate-limiter.ts'
import type { SlotWindow } from './slot-window.ts'
import { toVerdict } from './to-verdict.ts'
import { WindowTable } from './window-table.ts'

export interface MemoryLimiterOptions {
  /** Milliseconds of a clock that only goes forward; `performance.now` by default, which no change of the system's time reaches. */
  now?: () => number
  /**
   * How many keys are kept at most (about 0.3 KB each); 100,000 by default. When all of them still count, a new key takes
   * the place of one that has used little of its limit, so that who has used it up stays refused, however many strangers come.
   */
  maxKeys?: number
}

/** A RateLimiter that answers at once. */
export interface MemoryLimiter {
  take(quotas: readonly Quota[]): Verdict
  /** Counts a request that passes anyway. */
  record(quotas: readonly Quota[]): void
  close(): Promise<void>
}

/** Counts in this process. */
export function createMemoryLimiter(options: MemoryLimiterOptions = {}): MemoryLimiter {
  const { now = () => performance.now(), maxKeys = 100_000 } = options
  if (!(maxKeys >= 1)) throw new RangeError(`maxKeys is ${maxKeys}. Keep at least one key.`)
  const table = new WindowTable(maxKeys)

  const make = (quota: Quota, time: number): SlotWindow => {
    checkLimit(quota.limit)
    return table.find(quota) ?? table.add(quota, time)
  }

  return {
    take(quotas) {
      const time = now()
      const windows: (SlotWindow | undefined)[] = []
      let allowed = true
      for (const quota of quotas) {
        const window = table.find(quota)
        windows.push(window)
        if (window && window.count(time) >= quota.limit.requests) allowed = false
      }
      const standings: Standing[] = []
      for (let index = 0; index < quotas.length; index++) {
        const quota = quotas[index]!
        // A refused request makes no window.
        const window = windows[index] ?? (allowed ? make(quota, time) : undefined)
        if (allowed) window!.add()
        standings.push(toStanding(quota, window, time))
      }
      return toVerdict(allowed, standings)
    },
    record(quotas) {
      const time = now()
      for (const quota of quotas) {
        const window = make(quota, time)
        window.count(time)
        window.add()
      }
    },
    close: () => Promise.resolve(),
  }
}

function toStanding({ name, limit }: Quota, window: SlotWindow | undefined, time: number): Standing {
  if (!window) return { name, limit, remaining: limit.requests, reset: 0 }
  return { name, limit, remaining: Math.max(0, limit.requests - window.total), reset: window.untilFree(time, limit.requests) }
}
