import { once } from 'node:events'
import type { Hints } from '../hints/hints.ts'
import { isFinal, type Job } from './job.ts'

interface WatchOptions {
  read: () => Promise<Job | undefined>
  hints: Hints
  id: string
  signal: AbortSignal
}

/** Milliseconds between two looks when no hint comes. */
const pollEvery = 1_000

/** The job now and after each change. Hints wake it, the database is asked in any case. */
export async function* watchJob({ read, hints, id, signal }: WatchOptions): AsyncGenerator<Job, void> {
  const wake = new EventTarget()
  let isHinted = false
  const stop = hints.listen((_kind, hinted) => {
    if (hinted !== id) return
    isHinted = true
    wake.dispatchEvent(new Event('hint'))
  })
  try {
    let version = 0
    while (!signal.aborted) {
      isHinted = false
      const job = await read()
      if (!job) return
      if (job.version > version) yield job
      if (isFinal(job)) return
      version = job.version
      if (!isHinted) await sleep(wake, signal)
    }
  } finally {
    stop()
  }
}

async function sleep(wake: EventTarget, signal: AbortSignal): Promise<void> {
  const either = AbortSignal.any([signal, AbortSignal.timeout(pollEvery)])
  await once(wake, 'hint', { signal: either }).catch(() => undefined)
}
