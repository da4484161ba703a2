import type { AppError } from '@patchbay/plugin-kit'
import { mcpCode } from '@patchbay/mcp'
import type { Call } from '../call.ts'
import { toProblem } from '../problem.ts'
import { serverError } from './to-mcp-error.ts'

/** An error before there is a message to answer, in the form that MCP clients read: JSON-RPC without an id, status and headers as usual. */
export function answerRpcError(ctx: Call, error: AppError): void {
  const { requestId, body } = ctx.state
  const code = error.code === 'invalid_request' && body === undefined ? mcpCode.parseError : serverError
  ctx.type = 'application/json; charset=utf-8'
  ctx.body = JSON.stringify({
    jsonrpc: '2.0',
    id: readRpcId(body) ?? null,
    error: { code, message: error.message, data: toProblem(error, requestId) },
  })
}

/** The id of a request; undefined for what is none. */
export function readRpcId(body: unknown): string | number | undefined {
  const { id } = (typeof body === 'object' && body !== null ? body : {}) as { id?: unknown }
  return typeof id === 'string' || typeof id === 'number' ? id : undefined
}
