import type { ToolCall, ToolOutcome } from '@patchbay/mcp'
import { isFinal, type Job } from '@patchbay/queue'
import type { Queued } from '../calls/outcome.ts'
import type { McpCaller } from './mcp-caller.ts'
import type { OwnJobs } from './own-jobs.ts'
import { knowsTasks, toJobResult, toOldTask, toTask } from './task.ts'

/**
 * A job as the client that started it can follow it: as a task, if it knows tasks; by progress on the open stream, if it asked for
 * that; else by the job's id and the tool `getJob`.
 */
export async function toQueuedOutcome(
  queued: Queued,
  { call, caller, jobs }: { call: ToolCall; caller: McpCaller; jobs: OwnJobs | undefined },
): Promise<ToolOutcome> {
  const principal = caller.ctx.state.principal!
  const job = await jobs?.find(queued.jobId, principal)
  if (!job || !jobs) return { structured: queued.text }
  if (knowsTasks(call.clientCapabilities))
    return { result: { resultType: 'task', ...toTask({ ...job, result: undefined, status: toOpen(job) }) } }
  if (call.task) return { result: { task: toOldTask(job) } }
  if (!call.progress || !jobs.canWatch()) return { structured: queued.text }
  const last = await follow(job, { call, caller, jobs })
  return isFinal(last) ? { result: toJobResult(last) } : { structured: queued.text }
}

/** A task that was just made has no result yet, however quick it was: the client asks for it by `tasks/get`. */
function toOpen({ status }: Job): Job['status'] {
  return status === 'cancelled' ? status : 'running'
}

/**
 * Tells how far it is until it is over. In 2026-07-28 a client that closes the stream ends the job; before, it was no more than a lost
 * line. Neither does so when it is a process that ends: this one, or a gateway that sent the call on, which can't be told from a client.
 */
async function follow(job: Job, { call, caller, jobs }: { call: ToolCall; caller: McpCaller; jobs: OwnJobs }): Promise<Job> {
  const principal = caller.ctx.state.principal!
  const { signal, ctx } = caller
  let last = job
  for await (const now of jobs.watch(job.id, principal, signal)) {
    last = now
    call.progress!(now.progress.fraction, now.progress.message)
  }
  if (signal.aborted && !jobs.isClosing() && !ctx.state.hop && call.era === 'modern') await jobs.cancel(job.id, principal)
  return last
}
