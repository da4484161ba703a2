import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'

export interface CountedCall {
  plugin: string
  /** The id of a person, or of the client that called for nobody; `anonymous`. */
  caller: string
  outcome: 'fine' | 'failed' | 'limited'
}

/** Counts who uses what, in memory, and adds it up in the database now and then: nothing that a request waits for. */
export interface UsageCounter {
  count(call: CountedCall): void
  /** Adds up what was counted since. What can't be stored is kept for the next time. */
  flush(): Promise<void>
  /** Flushes once more. */
  close(): Promise<void>
}

interface Counts {
  calls: number
  failures: number
  limited: number
}

/** Milliseconds. */
const interval = 10_000

/** Days. */
const kept = 90

export function createUsageCounter({ kysely }: PlatformDatabase): UsageCounter {
  let plugins = new Map<string, Map<string, Counts>>()
  let cleanedOn = ''
  const flush = async () => {
    const taken = plugins
    plugins = new Map()
    const day = new Date().toISOString().slice(0, 10)
    try {
      // In one order, so that two processes never wait for each other.
      const rows = toRows(taken, day).toSorted((left, right) => (toKey(left) < toKey(right) ? -1 : 1))
      for (let index = 0; index < rows.length; index += 1000) await addUp(kysely, rows.slice(index, index + 1000))
    } catch {
      for (const { plugin, caller, ...counts } of toRows(taken, day)) addTo(plugins, plugin, caller, counts)
      return
    }
    if (cleanedOn === day) return
    cleanedOn = day
    await sql`delete from patchbay.usage where day < current_date - ${kept}::int`.execute(kysely).catch(() => undefined)
  }
  const timer = setInterval(() => void flush(), interval).unref()
  return {
    count({ plugin, caller, outcome }) {
      const counts = find(plugins, plugin, caller)
      counts.calls++
      if (outcome === 'failed') counts.failures++
      else if (outcome === 'limited') counts.limited++
    },
    flush,
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}

type Row = Counts & { day: string; plugin: string; caller: string }

function find(plugins: Map<string, Map<string, Counts>>, plugin: string, caller: string): Counts {
  let callers = plugins.get(plugin)
  if (!callers) plugins.set(plugin, (callers = new Map()))
  let counts = callers.get(caller)
  if (!counts) callers.set(caller, (counts = { calls: 0, failures: 0, limited: 0 }))
  return counts
}

function addTo(plugins: Map<string, Map<string, Counts>>, plugin: string, caller: string, more: Counts): void {
  const counts = find(plugins, plugin, caller)
  counts.calls += more.calls
  counts.failures += more.failures
  counts.limited += more.limited
}

function toRows(plugins: Map<string, Map<string, Counts>>, day: string): Row[] {
  return [...plugins].flatMap(([plugin, callers]) =>
    Array.from(callers, ([caller, { calls, failures, limited }]) => ({ day, plugin, caller, calls, failures, limited })),
  )
}

function toKey({ plugin, caller }: Row): string {
  return `${plugin} ${caller}`
}

async function addUp(kysely: PlatformDatabase['kysely'], rows: Row[]): Promise<void> {
  await kysely
    .insertInto('usage')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['day', 'plugin', 'caller']).doUpdateSet({
        calls: sql`usage.calls + excluded.calls`,
        failures: sql`usage.failures + excluded.failures`,
        limited: sql`usage.limited + excluded.limited`,
      }),
    )
    .execute()
}
