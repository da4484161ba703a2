import { McpError, mcpCode } from '@patchbay/mcp'
import { toProblem } from '../problem.ts'
import { toAppError } from '../steps/answer-errors.ts'
import type { McpCaller } from './mcp-caller.ts'

/** JSON-RPC 2.0 §5.1: for the server to define. */
export const serverError = -32000

/** What went wrong where there is no tool whose result could tell it. */
export function toMcpError(error: unknown, caller: McpCaller): McpError {
  if (error instanceof McpError) return error
  const known = caller.fail(toAppError(error))
  const isInput = known.code === 'not_found' || known.code === 'invalid_input'
  return new McpError(isInput ? mcpCode.invalidParams : serverError, known.message, toProblem(known, caller.ctx.state.requestId))
}
