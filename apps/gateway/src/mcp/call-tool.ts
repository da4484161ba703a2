import { McpError, mcpCode, type ToolCall, type ToolOutcome } from '@patchbay/mcp'
import { toAppError } from '../steps/answer-errors.ts'
import type { AskedCall, Consent } from './consent.ts'
import { McpCall } from './mcp-call.ts'
import type { McpCaller } from './mcp-caller.ts'
import type { OwnJobs } from './own-jobs.ts'
import { isPageOpener } from './page-opener.ts'
import { toQueuedOutcome } from './queued-outcome.ts'
import { toToolError } from './to-tool-error.ts'
import type { CompiledTool } from './tool.ts'

export interface CallToolOptions {
  tools: ReadonlyMap<string, CompiledTool>
  consent: Consent
  jobs: OwnJobs | undefined
}

interface CalledTool extends Omit<CallToolOptions, 'tools'> {
  tool: CompiledTool
  call: ToolCall
  caller: McpCaller
}

/**
 * The way of a call once its tool is known: rights, limit, input, then the same `perform` as over REST. What goes wrong there is
 * told the model.
 */
export function createCallTool({ tools, consent, jobs }: CallToolOptions): (call: ToolCall, caller: McpCaller) => Promise<ToolOutcome> {
  return async (call, caller) => {
    const tool = tools.get(call.name)
    if (!tool) throw new McpError(mcpCode.invalidParams, `Unknown tool: ${call.name.slice(0, 128)}`)
    try {
      return await run({ tool, call, caller, consent, jobs })
    } catch (error) {
      if (error instanceof McpError) throw error
      return { result: toToolError(caller.fail(toAppError(error)), caller.ctx.state.requestId) }
    }
  }
}

async function run({ tool, call, caller, consent, jobs }: CalledTool): Promise<ToolOutcome> {
  const { ctx } = caller
  ctx.state.route = tool.route
  tool.check(ctx.state.principal!)
  await caller.count(tool)
  const { input, confirmationId } = tool.parse(call.arguments)
  const asked = toAsked({ tool, call, caller }, input)
  const agreed = confirmationId ?? (asked && (await consent.read(call, asked)))
  const outcome = await tool.perform(input, new McpCall(ctx, call, agreed))
  if (outcome.kind === 'queued') return toQueuedOutcome(outcome, { call, caller, jobs })
  const question = outcome.kind === 'confirmation' && asked ? consent.ask(call, asked, outcome.confirmation) : undefined
  return question ?? { structured: outcome.text }
}

/** Only people are asked, and only an action that asks gives a question to answer. */
function toAsked({ tool, call, caller }: Pick<CalledTool, 'tool' | 'call' | 'caller'>, input: unknown): AskedCall | undefined {
  const { plugin, route, asks } = tool
  const { req, state } = caller.ctx
  const { user } = state.principal!
  return (
    user && { userId: user.id, plugin, action: route.name, input, opensPages: asks && call.era === 'legacy' && isPageOpener(req.headers) }
  )
}
