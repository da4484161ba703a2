import type { Call, Step } from '../call.ts'
import type { Elsewhere } from '../mcp/find-forwarder.ts'
import { readRpcId } from '../mcp/answer-rpc-error.ts'
import { toToolError } from '../mcp/to-tool-error.ts'
import { toAppError } from './answer-errors.ts'
import { toSessionId } from '../mcp/page-opener.ts'
import { refuseTool } from '../mcp/refuse-tool.ts'
import { McpCaller, type McpCallerOptions } from '../mcp/mcp-caller.ts'
import type { McpRoute } from '../mcp/mcp-route.ts'

/** Answers `POST /mcp`; everything else goes on. The call of a tool meets the same checks, in the same order, as one over REST. */
export function answerMcp(options: McpCallerOptions): Step {
  return (ctx, next) => {
    const { mcp } = ctx.state.route!
    return mcp ? answer(ctx, mcp, new McpCaller(ctx, options)) : next()
  }
}

async function answer(ctx: Call, mcp: McpRoute, caller: McpCaller): Promise<void> {
  const { body, headers } = ctx.state
  const refused = refuseTool(ctx, mcp)
  if (refused) {
    headers.push('www-authenticate', refused.challenge)
    return send(ctx, refused.status, refused.text)
  }
  const elsewhere = mcp.findForwarder?.(body)
  if (elsewhere) return forwardMessage(ctx, elsewhere, caller)
  const plain = await mcp.endpoint.answerPlain(ctx.req.headers, body, caller)
  if (plain) return send(ctx, plain.status, plain.text)
  ctx.respond = false
  for (let index = 0; index < headers.length; index += 2) ctx.res.setHeader(headers[index]!, headers[index + 1]!)
  ctx.res.setHeader('cache-control', 'no-store')
  const sessionId = toSessionId(body)
  if (sessionId) ctx.res.setHeader('mcp-session-id', sessionId)
  await mcp.endpoint.answerRest(ctx.req, ctx.res, { body, caller })
}

/** To the gateway that runs the tool, as it came. What goes wrong on the way is told the model, as what goes wrong in the tool. */
async function forwardMessage(ctx: Call, { forwarder, timeout }: Elsewhere, caller: McpCaller): Promise<void> {
  const { body, requestId, principal } = ctx.state
  try {
    await forwarder.forward(ctx, { body: Buffer.from(JSON.stringify(body)), principal: principal!, timeout })
  } catch (error) {
    if ((body as { method?: unknown }).method !== 'tools/call') throw error
    const result = toToolError(caller.fail(toAppError(error)), requestId)
    send(ctx, 200, JSON.stringify({ jsonrpc: '2.0', id: readRpcId(body) ?? null, result }))
  }
}

/** Past Koa, as actions are answered. */
function send(ctx: Call, status: number, text: string): void {
  const { headers } = ctx.state
  ctx.respond = false
  ctx.state.bytesOut = Buffer.byteLength(text)
  headers.push('content-type', 'application/json', 'cache-control', 'no-store', 'content-length', String(ctx.state.bytesOut))
  ctx.res.writeHead(status, headers)
  ctx.res.end(text)
}
