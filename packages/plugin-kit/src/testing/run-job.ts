import { z } from 'zod'
import type { ActionContext } from '../context.ts'
import type { ActionCall } from './call-action.ts'
import { createActionContext } from './test-context.ts'

/** Milliseconds a job may take unless it says otherwise, as in the worker. */
const usualTimeout = 600_000

/** Runs a job of a plugin once, as the worker does. */
export async function runJob(name: string, input: unknown, call: ActionCall): Promise<unknown> {
  const { name: plugin, jobs } = call.plugin
  const job = jobs.find((candidate) => candidate.name === name)
  if (!job) throw new TypeError(`${plugin} has no job ${name}. It has ${jobs.map((known) => known.name).join(', ')}.`)
  const parsed: unknown = (job.input ?? z.object({})).parse(input)
  const context = { ...createActionContext(call.setting, call, job.background.timeout ?? usualTimeout), ...call.services }
  return (job.run as (input: unknown, context: ActionContext) => unknown)(parsed, context)
}
