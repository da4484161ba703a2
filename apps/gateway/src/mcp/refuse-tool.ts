import { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../call.ts'
import { readRpcId } from './answer-rpc-error.ts'
import type { McpRoute } from './mcp-route.ts'
import { toToolError } from './to-tool-error.ts'

export interface RefusedTool {
  status: number
  challenge: string
  text: string
}

/**
 * A call that needs a sign-in, or more of it: most clients look for 401 or 403 with a challenge (MCP 2026-07-28, Authorization),
 * ChatGPT for a challenge within a result that is 200. So it stands in both, and who is ChatGPT gets 200 from the tool.
 */
export function refuseTool(ctx: Call, mcp: McpRoute): RefusedTool | undefined {
  const { body, principal, requestId } = ctx.state
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { name?: unknown; _meta?: object } | null }
  const tool = method === 'tools/call' ? mcp.tools.get(String(params?.name)) : undefined
  if (!tool) return undefined
  try {
    tool.check(principal!)
    return undefined
  } catch (error) {
    const challenge = error instanceof AppError ? error.headers?.['www-authenticate'] : undefined
    if (!challenge || readsResults(ctx, params?._meta)) return undefined
    const { status, code } = error as AppError
    ctx.state.route = tool.route
    ctx.state.failure = code
    const result = toToolError(error as AppError, requestId)
    return { status, challenge, text: JSON.stringify({ jsonrpc: '2.0', id: readRpcId(body) ?? null, result }) }
  }
}

/** Whether the host is ChatGPT: by its hints, or by its name where it sends none. */
function readsResults(ctx: Call, meta: object | undefined): boolean {
  const isHinted = typeof meta === 'object' && meta !== null && Object.keys(meta).some((key) => key.startsWith('openai/'))
  return isHinted || (ctx.req.headers['user-agent'] ?? '').startsWith('openai-mcp/')
}
