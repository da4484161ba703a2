import type { Background } from '@patchbay/plugin-kit'
import type { Caller } from '../jobs/job.ts'

/** What a worker can do: an action with `background`, or a job of a plugin. */
export interface Work extends Background {
  plugin: string
  name: string
  /** When it runs by itself. */
  schedule?: string | undefined
  /**
   * Does it. What it returns is the JSON text of the result.
   *
   * @throws RetryLater for not now, AppError below 500 for never again; anything else is tried again
   */
  run: (attempt: Attempt) => Promise<string | undefined>
}

/** One try of a job. */
export interface Attempt {
  id: string
  plugin: string
  name: string
  /** 1 for the first. A later attempt fences off what an earlier one still does. */
  number: number
  input: unknown
  caller: Caller
  requestId: string
  /** JSON text of what the transaction of its effects returned in an earlier attempt: they are done. */
  effect: string | undefined
  /** Aborts when the owner cancels, the time is over or the worker stops. */
  signal: AbortSignal
  progress(fraction: number, message?: string): void
}

export const usualAttempts = 5
export const usualTimeout = 600_000
export const usualConcurrency = 5
