import type { z } from 'zod'
import type { ActionContext } from './context.ts'
import type { Background, InputSchema } from './define-action.ts'

/** What a job gets, together with what `setup` returned. `user` is who called the action that started it. */
export type JobContext = ActionContext

export interface JobOptions<Input extends InputSchema, Context> extends Background {
  /** Letters and digits, camelCase, at most 64; no action of the plugin has the same. */
  name: string
  /**
   * When it runs by itself: a cron expression of five fields in UTC, such as `0 6 * * *`, or `every 15 minutes`. Each time comes at
   * most once, however many workers there are; times that pass while none runs become one. The input is then `{}`.
   */
  schedule?: string
  /** An empty object when left out. */
  input?: Input
  run: (input: z.output<Input>, context: Context) => unknown
}

/** A job as the platform sees it. */
export interface Job<in Input = never, in Context = never> {
  name: string
  schedule: string | undefined
  input: InputSchema | undefined
  background: Background
  run: (input: Input, context: Context) => unknown
}

export interface EnqueueOptions {
  /** A job of the same name and key is not started again, for as long as the first is kept (a week after its end). */
  key?: string
  /** Milliseconds until it runs. */
  delay?: number
}

/** Declares internal or scheduled work of a plugin: it runs in a worker, and callers do not see it. */
export function defineJob<Input extends InputSchema = z.ZodObject<Record<never, never>>, Context extends object = JobContext>(
  options: JobOptions<Input, Context>,
): Job<z.input<Input>, Context> {
  const { name, schedule, input, run, attempts, timeout, concurrency } = options
  const background = { ...(attempts && { attempts }), ...(timeout && { timeout }), ...(concurrency && { concurrency }) }
  return { name, schedule, input, background, run: run as unknown as Job<z.input<Input>, Context>['run'] }
}
