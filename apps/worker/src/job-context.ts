import type { ReadyPlugin } from '@patchbay/plugin-host'
import type { ActionContext, Log } from '@patchbay/plugin-kit'
import { createEffectTransaction, recordEffect, type Attempt, type EffectTransaction, type JobQueue } from '@patchbay/queue'
import type { Logger } from '@patchbay/log'

export interface JobSetting {
  queue: JobQueue
  hosted: ReadyPlugin
  /** The public origin of the plugin. */
  origin: string
  log: Logger
}

/** What `run` gets in a worker: the same as in a call that is answered at once. */
export function createJobContext(
  attempt: Attempt,
  { setting, toText }: { setting: JobSetting; toText: (answer: unknown) => string },
): { context: ActionContext; effects: EffectTransaction; log: Log } {
  const { queue, hosted, origin } = setting
  const { caller, requestId, id } = attempt
  const log = setting.log.child({ requestId, jobId: id, action: attempt.name })
  const effects = createEffectTransaction({
    database: queue.database.forPlugin(hosted.name),
    toText,
    record: (transaction, text) => recordEffect(transaction, attempt, text),
  })
  const context: ActionContext = {
    ...caller,
    log,
    signal: attempt.signal,
    requestId,
    origin,
    jobId: id,
    progress: (fraction, message) => attempt.progress(fraction, message),
    transaction: effects.run,
    enqueue: async (job, input, { key, delay } = {}) => {
      const parsed: unknown = job.input ? job.input.parse(input) : {}
      return queue.jobs.start({ plugin: hosted.name, name: job.name, input: parsed, caller, requestId, uniqueKey: key, delay })
    },
  }
  return { context: Object.assign(context, hosted.services), effects, log }
}
