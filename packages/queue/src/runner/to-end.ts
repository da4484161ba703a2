import { AppError, RetryLater } from '@patchbay/plugin-kit'
import type { JobRow } from '../jobs/to-job.ts'
import { usualAttempts, type Work } from './work.ts'
import type { End } from './settle-jobs.ts'
import type { JobProblem } from '../jobs/job.ts'

/** Why an attempt was stopped. */
export class Stopped extends Error {
  readonly reason: 'cancelled' | 'timeout' | 'drain'

  constructor(reason: Stopped['reason']) {
    super(`the job was stopped: ${reason}`)
    this.name = 'Stopped'
    this.reason = reason
  }
}

/** Milliseconds from the first time on which a job may say "not now". */
const longestPutOff = 86_400_000

interface EndOptions {
  row: JobRow
  work: Work
  stopped: Stopped | undefined
  /** Milliseconds before the second attempt. */
  backoff: number
}

/** What an error means for the job. */
export function toEnd(error: unknown, { row, work, stopped, backoff }: EndOptions): End {
  if (stopped?.reason === 'drain') return { status: 'queued', delay: 0, why: 'torn' }
  if (stopped?.reason === 'cancelled') return { status: 'cancelled' }
  if (error instanceof RetryLater && Date.now() - row.created_at.getTime() < longestPutOff)
    return { status: 'queued', delay: error.milliseconds, why: 'later' }
  const problem = toJobProblem(error)
  if (problem.status < 500) return { status: 'failed', problem, isParked: false }
  const failures = row.failures + 1
  if (failures >= (work.attempts ?? usualAttempts)) return { status: 'failed', problem, isParked: true }
  return { status: 'queued', delay: toBackoff(failures, backoff), why: 'failed' }
}

/** Half of it is chance, so that jobs that failed together do not come back together. */
function toBackoff(failures: number, first: number): number {
  return Math.round(first * 2 ** (failures - 1) * (0.75 + Math.random() / 2))
}

/** What the owner hears: nothing of a bug. */
function toJobProblem(error: unknown): JobProblem {
  if (error instanceof AppError) return { code: error.code, status: error.status, detail: error.message, details: error.details }
  if (error instanceof Stopped) return { code: 'timeout', status: 504, detail: 'It took too long. Try again, or ask for less.' }
  return { code: 'internal', status: 500, detail: 'Something went wrong on our side. Try again later.' }
}
