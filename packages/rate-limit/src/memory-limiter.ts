import type { Quota, Standing, Verdict } from './rate-limiter.ts'
import { SlotWindow } from './slot-window.ts'

export interface MemoryLimiterOptions {
  /** Milliseconds; `Date.now` by default. */
  now?: () => number
  /** How many keys are kept at most. */
  maxKeys?: number
}

/** A RateLimiter that answers at once. */
export interface MemoryLimiter {
  take(quotas: readonly Quota[]): Verdict
  close(): Promise<void>
}

/** Counts in this process. Keys that are no longer counted are swept away a few at a time. */
export function createMemoryLimiter(options: MemoryLimiterOptions = {}): MemoryLimiter {
  const { now = Date.now, maxKeys = 200_000 } = options
  const windows = new Map<string, SlotWindow>()

  const find = (quota: Quota): SlotWindow => {
    const found = windows.get(quota.key)
    if (found && found.seconds === quota.limit.seconds) return found
    const made = new SlotWindow(quota.limit.seconds)
    windows.set(quota.key, made)
    return made
  }

  return {
    take(quotas) {
      const time = now()
      const known = windows.size
      let denied: Standing | undefined
      const found: SlotWindow[] = []
      for (const quota of quotas) {
        const window = find(quota)
        found.push(window)
        if (window.count(time) < quota.limit.requests) continue
        const standing = { name: quota.name, limit: quota.limit, remaining: 0, reset: window.untilFree(time) }
        if (!denied || standing.reset > denied.reset) denied = standing
      }
      if (!denied) for (const window of found) window.add(time)
      // After counting: a window that counts nothing yet would be swept.
      if (windows.size > known) sweep(windows, time, maxKeys)
      const standings = quotas.map((quota, index) => toStanding(quota, found[index]!, time))
      return denied ? { allowed: false, standings, denied, retryAfter: denied.reset } : { allowed: true, standings }
    },
    close: () => Promise.resolve(),
  }
}

function toStanding({ name, limit }: Quota, window: SlotWindow, time: number): Standing {
  return { name, limit, remaining: Math.max(0, limit.requests - window.count(time)), reset: window.untilFree(time) }
}

/** Looks at a few of the oldest keys whenever one comes; beyond the bound the oldest go, counted or not. */
function sweep(windows: Map<string, SlotWindow>, time: number, maxKeys: number): void {
  let looked = 0
  for (const [key, window] of windows) {
    if (looked++ === 4) break
    if (windows.size > maxKeys || window.count(time) === 0) windows.delete(key)
    else {
      windows.delete(key)
      windows.set(key, window)
    }
  }
}

