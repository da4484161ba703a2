import { McpError, mcpCode, type ToolCall, type ToolOutcome } from '@patchbay/mcp'
import { toAppError } from '../steps/answer-errors.ts'
import { McpCall } from './mcp-call.ts'
import type { McpCaller } from './mcp-caller.ts'
import { toOutcome } from './to-outcome.ts'
import { toToolError } from './to-tool-error.ts'
import type { CompiledTool } from './tool.ts'

/**
 * The way of a call once its tool is known: rights, limit, input, then the same `perform` as over REST. What goes wrong there is
 * told the model.
 */
export function createCallTool(tools: ReadonlyMap<string, CompiledTool>): (call: ToolCall, caller: McpCaller) => Promise<ToolOutcome> {
  return async (call, caller) => {
    const tool = tools.get(call.name)
    if (!tool) throw new McpError(mcpCode.invalidParams, `Unknown tool: ${call.name.slice(0, 128)}`)
    try {
      return await run(tool, call, caller)
    } catch (error) {
      if (error instanceof McpError) throw error
      return { result: toToolError(caller.fail(toAppError(error)), caller.ctx.state.requestId) }
    }
  }
}

async function run(tool: CompiledTool, call: ToolCall, caller: McpCaller): Promise<ToolOutcome> {
  const { ctx } = caller
  ctx.state.route = tool.route
  tool.check(ctx.state.principal!)
  await caller.count(tool)
  const { input, confirmationId } = tool.parse(call.arguments)
  return toOutcome(await tool.perform(input, new McpCall(ctx, call, confirmationId)), call)
}
