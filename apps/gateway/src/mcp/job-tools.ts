import { z } from 'zod'
import type { Job } from '@patchbay/queue'
import { AppError } from '@patchbay/plugin-kit'
import type { McpTool } from '@patchbay/surfaces'
import type { Perform } from '../calls/perform-action.ts'
import type { Route } from '../plugin/compile-plugin.ts'
import { parseInput } from '../plugin/read-input.ts'
import { answerRpcError } from './answer-rpc-error.ts'
import type { OwnJobs } from './own-jobs.ts'
import type { CompiledTool } from './tool.ts'

const input = z.strictObject({ jobId: z.uuid().describe('The jobId that the call of the tool gave.') })

const output = z.object({
  jobId: z.string(),
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
  progress: z.number().describe('From 0 to 1.'),
  message: z.string().optional().describe('What it does now, or why it failed.'),
  result: z.unknown().optional().describe('What the tool answers, once it succeeded.'),
})

export interface JobToolsOptions {
  /** Whose limits count. */
  plugin: string
  limits: Route['limits']
  /** Those of the tools that start jobs. */
  securitySchemes: McpTool['securitySchemes']
}

/** For clients that know no tasks: how far a job is, and its end. Everybody sees their own only. */
export function createJobTools(jobs: OwnJobs, { plugin, limits, securitySchemes }: JobToolsOptions): CompiledTool[] {
  const find =
    'How far a background job is and what came of it. Ask again every few seconds until its status is succeeded, failed or cancelled.'
  const cancel = 'Cancel a background job that is not over yet. What it has done already stays done.'
  return [
    toJobTool('getJob', find, { plugin, limits, securitySchemes, ask: (id, call) => jobs.find(id, call.principal) }),
    toJobTool('cancelJob', cancel, { plugin, limits, securitySchemes, ask: (id, call) => jobs.cancel(id, call.principal) }),
  ]
}

interface JobToolOptions extends JobToolsOptions {
  ask: (id: string, call: Parameters<Perform>[1]) => Promise<Job | undefined>
}

function toJobTool(
  name: 'getJob' | 'cancelJob',
  description: string,
  { plugin, limits, securitySchemes, ask }: JobToolOptions,
): CompiledTool {
  return {
    descriptor: { ...toDescriptor(name, description), ...(securitySchemes && { securitySchemes, _meta: { securitySchemes } }) },
    plugin,
    pluginTitle: plugin,
    route: { name, pattern: 'POST /mcp', auth: 'none', limits, takesBody: true, answerError: answerRpcError },
    asks: false,
    check: () => undefined,
    parse: (given) => ({ input: parseInput(input, given), confirmationId: undefined }),
    async perform(parsed, call) {
      const { jobId } = parsed as z.output<typeof input>
      const job = await ask(jobId, call)
      if (!job) throw new AppError('not_found', 'There is no such job, or it is not yours.')
      return { kind: 'answer', text: JSON.stringify(toAnswer(job)), isReplay: false }
    },
  }
}

function toDescriptor(name: 'getJob' | 'cancelJob', description: string): McpTool {
  const isRead = name === 'getJob'
  const title = isRead ? 'Get job' : 'Cancel job'
  const toSchema = (schema: z.ZodType, io: 'input' | 'output') => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
    return rest as McpTool['inputSchema']
  }
  return {
    name,
    title,
    description,
    inputSchema: toSchema(input, 'input'),
    outputSchema: toSchema(output, 'output'),
    annotations: { title, readOnlyHint: isRead, destructiveHint: !isRead, idempotentHint: true, openWorldHint: false },
    _meta: {},
  }
}

function toAnswer({ id, status, progress, error, result }: Job): z.input<typeof output> {
  const message = error?.detail ?? progress.message
  return {
    jobId: id,
    status,
    progress: progress.fraction,
    ...(message !== undefined && { message }),
    ...(result !== undefined && { result: JSON.parse(result) as unknown }),
  }
}
