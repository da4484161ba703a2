import { McpError, mcpCode, type MethodContext, type MethodHandler } from '@patchbay/mcp'
import { isFinal, type Job } from '@patchbay/queue'
import type { McpCaller } from './mcp-caller.ts'
import type { OwnJobs } from './own-jobs.ts'
import { serverError } from './to-mcp-error.ts'
import { knowsTasks, tasksExtension, toJobResult, toOldTask, toTask } from './task.ts'

type Handler = MethodHandler<McpCaller>

/** Tasks of both revisions: `tasks/result` is of 2025-11-25 only, `tasks/update` of 2026-07-28, where no task of ours waits for input. */
export function createTaskMethods(jobs: OwnJobs): Record<string, Handler> {
  const find = async (params: Record<string, unknown>, { caller }: MethodContext<McpCaller>) =>
    known(await jobs.find(String(params['taskId']), caller.ctx.state.principal!))
  return forThoseWhoKnow({
    async 'tasks/get'(params, context) {
      const job = await find(params, context)
      return context.era === 'modern' ? toTask(job) : toOldTask(job)
    },
    async 'tasks/result'(params, context) {
      if (context.era === 'modern') throw new McpError(mcpCode.methodNotFound, 'Method not found')
      const { id } = await find(params, context)
      if (!jobs.canWatch()) throw toLater()
      let last: Job | undefined
      for await (const job of jobs.watch(id, context.caller.ctx.state.principal!, context.caller.signal)) last = job
      const related = { 'io.modelcontextprotocol/related-task': { taskId: id } }
      if (!isFinal(known(last))) throw toLater()
      const result = toJobResult(last!)
      return { ...result, _meta: { ...(result['_meta'] as object | undefined), ...related } }
    },
    async 'tasks/cancel'(params, context) {
      const { principal } = context.caller.ctx.state
      const job = known(await jobs.cancel(String(params['taskId']), principal!))
      return context.era === 'modern' ? {} : toOldTask(job)
    },
    async 'tasks/update'(params, context) {
      if (context.era === 'legacy') throw new McpError(mcpCode.methodNotFound, 'Method not found')
      await find(params, context)
      return {}
    },
  })
}

/** From 2026 on they are for clients that declare the extension (Tasks, Capability Negotiation). */
function forThoseWhoKnow(methods: Record<string, Handler>): Record<string, Handler> {
  const guard =
    (handle: Handler): Handler =>
    async (params, context) => {
      if (context.era === 'modern' && !knowsTasks(context.clientCapabilities)) throw toMissing()
      return handle(params, context)
    }
  return Object.fromEntries(Object.entries(methods).map(([name, handle]) => [name, name === 'tasks/result' ? handle : guard(handle)]))
}

function toMissing(): McpError {
  const requiredCapabilities = { extensions: { [tasksExtension]: {} } }
  return new McpError(mcpCode.missingCapability, `Declare the extension ${tasksExtension}.`, { requiredCapabilities })
}

/** What a server with background actions declares, in the words of both revisions. */
export const taskCapabilities = {
  tasks: { cancel: {}, requests: { tools: { call: {} } } },
  extensions: { [tasksExtension]: {} },
}

/** Too many wait, or this process ends. */
function toLater(): McpError {
  return new McpError(serverError, 'The task is not over yet. Ask tasks/get how far it is, then for its result again.')
}

function known(job: Job | undefined): Job {
  if (!job) throw new McpError(mcpCode.invalidParams, 'There is no such task, or it is not yours.')
  return job
}
