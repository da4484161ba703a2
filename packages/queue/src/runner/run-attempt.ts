import type { Caller } from '../jobs/job.ts'
import type { JobRow } from '../jobs/to-job.ts'
import { Stopped, toEnd } from './to-end.ts'
import type { End } from './settle-jobs.ts'
import { usualTimeout, type Attempt, type Work } from './work.ts'

/** Milliseconds that work which was told to stop has to end by itself. */
const grace = 5_000

export interface RunningAttempt {
  row: JobRow
  /** How it ended, and what it threw if it did. */
  ended: Promise<{ end: End; error: unknown }>
  stop(reason: Stopped['reason']): void
}

interface AttemptOptions {
  work: Work
  row: JobRow
  /** Milliseconds before the second attempt. */
  backoff: number
  onProgress: Attempt['progress']
}

/** Starts an attempt. It ends when the work does, or a little after it was told to stop. */
export function startAttempt({ work, row, backoff, onProgress }: AttemptOptions): RunningAttempt {
  const controller = new AbortController()
  const abandoned = Promise.withResolvers<never>()
  let stopped: Stopped | undefined
  let graceTimer: NodeJS.Timeout | undefined
  const stop = (reason: Stopped['reason']) => {
    if (stopped) return
    const why = new Stopped(reason)
    stopped = why
    controller.abort(why)
    // A cancelled job may have to undo things; what it does then has the time that is left to it.
    if (reason !== 'cancelled') graceTimer = setTimeout(() => abandoned.reject(why), grace)
  }
  const timer = setTimeout(() => {
    if (stopped) abandoned.reject(stopped)
    else stop('timeout')
  }, work.timeout ?? usualTimeout)
  if (row.cancel_requested_at) stop('cancelled')
  const ended = race(work, toAttempt(row, controller.signal, onProgress), abandoned.promise)
    .then(
      (result): { end: End; error: unknown } => ({ end: { status: 'succeeded', result }, error: undefined }),
      (error: unknown) => ({ end: toEnd(error, { row, work, stopped, backoff }), error }),
    )
    .finally(() => {
      clearTimeout(timer)
      clearTimeout(graceTimer)
    })
  return { row, ended, stop }
}

async function race(work: Work, attempt: Attempt, abandoned: Promise<never>): Promise<string | undefined> {
  return Promise.race([(async () => work.run(attempt))(), abandoned])
}

function toAttempt(row: JobRow, signal: AbortSignal, progress: Attempt['progress']): Attempt {
  const { id, plugin, name } = row
  return {
    id,
    plugin,
    name,
    number: row.attempt,
    input: JSON.parse(row.input),
    caller: row.caller as Caller,
    requestId: row.request_id,
    effect: row.effect ?? undefined,
    signal,
    progress,
  }
}
