import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Call } from '../api.ts'
import type { PluginToken } from '../plugins/installs.ts'
import type { CallOptions } from './call-options.ts'

/** Milliseconds between looks at a job, and how long an answer waits for it. */
const pause = 1000
const patience = 30_000

/** Tells how far the job of a call is. One that takes long goes on by itself: its card asks for it. */
export async function followJob(options: CallOptions, call: Call, { id }: { id: string }, token: PluginToken | undefined): Promise<void> {
  call.status = 'background'
  call.job = { id, state: 'queued', progress: null, message: null, canCancel: true, result: null, problem: null }
  await options.show(call)
  for (const end = performance.now() + patience; performance.now() < end;) {
    const job = await options.jobs.read(call, token).catch(() => undefined)
    const isNews = job !== undefined && !isDeepStrictEqual(job, call.job)
    if (job) call.job = job
    if (isNews) await options.show(call)
    if (job && job.state !== 'queued' && job.state !== 'running') {
      call.status = job.state === 'done' ? 'done' : 'failed'
      call.problem = job.state === 'cancelled' ? 'The job was cancelled.' : job.problem
      return options.show(call)
    }
    await setTimeout(pause, undefined, { signal: options.run.signal })
  }
}
