import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'

/** Seconds for which a call holds what it claimed; it renews that while it runs. A process that dies holds it no longer. */
export const leaseSeconds = 15

/** Milliseconds between renewals. */
const renewEvery = 5000

/** Milliseconds after which a call that does not end is given up: more than any may take. */
const longest = 120_000

/** The end of a lease that is taken now, by the clock of the database. */
export const leaseEnd = sql<Date>`now() + ${leaseSeconds} * interval '1 second'`

/** Renews the leases of calls that run. */
export interface LeaseKeeper {
  keep: (holder: string) => void
  drop: (holder: string) => void
  close: () => void
}

/** One timer and one statement for all calls of a process. */
export function createLeaseKeeper({ kysely }: PlatformDatabase, table: 'idempotency' | 'confirmations'): LeaseKeeper {
  const holders = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  const renew = async () => {
    const now = performance.now()
    for (const [holder, since] of holders) if (now - since > longest) holders.delete(holder)
    if (holders.size === 0) return stop()
    const mine = kysely
      .updateTable(table)
      .where('holder', 'in', [...holders.keys()])
      .where('answer', 'is', null)
    await mine.set({ held_until: leaseEnd }).execute()
  }
  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }
  return {
    keep(holder) {
      holders.set(holder, performance.now())
      // When the database is away the next renewal may succeed; a lease that is lost is noticed by `complete`.
      timer ??= setInterval(() => void renew().catch(() => {}), renewEvery).unref()
    },
    drop(holder) {
      holders.delete(holder)
      if (holders.size === 0) stop()
    },
    close: stop,
  }
}
