import type { PlatformDatabase } from '@patchbay/database'
import { readQueueStates, type EndedAttempt } from '@patchbay/queue'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface JobMetrics {
  registry: Registry
  /** Takes note of an attempt that ended. */
  count: (ended: EndedAttempt) => void
}

/** Counts what this worker does, and shows what waits for all of them. */
export function createJobMetrics({ kysely }: PlatformDatabase, registry: Registry = new Registry()): JobMetrics {
  const labelNames = ['plugin', 'job'] as const
  const registers = [registry]
  const attempts = new Counter({
    name: 'patchbay_job_attempts_total',
    help: 'Attempts of jobs that ended; queued is to be tried again.',
    labelNames: [...labelNames, 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'patchbay_job_duration_seconds',
    help: 'Time of one attempt.',
    labelNames,
    buckets: [0.05, 0.25, 1, 5, 15, 60, 300, 900],
    registers,
  })
  // Both gauges are read at once, and ask once. While the database is away they show nothing; what this process counts is shown.
  let reading: ReturnType<typeof readQueueStates> | undefined
  const read = () =>
    (reading ??= readQueueStates(kysely)
      .catch(() => [])
      .finally(() => (reading = undefined)))
  const waiting = new Gauge({
    name: 'patchbay_jobs',
    help: 'Jobs that wait, run or are parked.',
    labelNames: [...labelNames, 'state'],
    registers,
    async collect() {
      const states = await read()
      waiting.reset()
      for (const { plugin, name, state, count } of states) waiting.set({ plugin, job: name, state }, count)
    },
  })
  const oldest = new Gauge({
    name: 'patchbay_jobs_oldest_seconds',
    help: 'For how long the oldest job that may run has waited.',
    labelNames,
    registers,
    async collect() {
      const states = await read()
      oldest.reset()
      for (const { plugin, name, state, age } of states) if (state === 'queued') oldest.set({ plugin, job: name }, age)
    },
  })
  return {
    registry,
    count({ plugin, name, status, seconds }) {
      attempts.inc({ plugin, job: name, status })
      durations.observe({ plugin, job: name }, seconds)
    },
  }
}
