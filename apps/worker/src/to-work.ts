import type { ReadyPlugin } from '@patchbay/plugin-host'
import type { Action, ActionContext, Job } from '@patchbay/plugin-kit'
import type { Attempt, Work } from '@patchbay/queue'
import { z } from 'zod'
import { createJobContext, type JobSetting } from './job-context.ts'
import { toActionResult, toJobResult } from './to-result.ts'

type Run = (input: unknown, context: ActionContext) => unknown

/** What a plugin gives a worker to do: its background actions and its jobs. */
export function toWork(hosted: ReadyPlugin, setting: Omit<JobSetting, 'hosted'>): Work[] {
  const whole = { ...setting, hosted }
  return [
    ...hosted.plugin.actions.flatMap((action) => (action.background ? [toActionWork(action, whole)] : [])),
    ...hosted.plugin.jobs.map((job) => toJobWork(job, whole)),
  ]
}

function toActionWork(action: Action, setting: JobSetting): Work {
  const run = action.run as unknown as Run
  const toText = (answer: unknown) => toActionResult(action, answer)
  return {
    ...action.background,
    plugin: setting.hosted.name,
    name: action.name,
    run: (attempt) => runOnce({ attempt, setting, toText, run: (context) => run(attempt.input, context) }),
  }
}

function toJobWork(job: Job, setting: JobSetting): Work {
  const run = job.run as unknown as Run
  const input = job.input ?? z.object({})
  return {
    ...job.background,
    plugin: setting.hosted.name,
    name: job.name,
    schedule: job.schedule,
    run: (attempt) => runOnce({ attempt, setting, toText: toJobResult, run: (context) => run(input.parse(attempt.input), context) }),
  }
}

interface OnceOptions {
  attempt: Attempt
  setting: JobSetting
  toText: (answer: unknown) => string
  run: (context: ActionContext) => unknown
}

/** Effects that were committed are the result, in this attempt or an earlier one, whatever went wrong after that. */
async function runOnce({ attempt, setting, toText, run }: OnceOptions): Promise<string> {
  if (attempt.effect !== undefined) return attempt.effect
  const { context, effects, log } = createJobContext(attempt, { setting, toText })
  try {
    const answer = await run(context)
    return effects.committed ?? toText(answer)
  } catch (error) {
    if (effects.committed === undefined) throw error
    log.error({ err: error }, 'failed after its effects were committed')
    return effects.committed
  }
}
