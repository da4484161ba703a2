import type { Step } from '../call.ts'
import { RestCall } from '../calls/rest-call.ts'

/** Runs the action, checks its answer and sends it. */
export function runAction(): Step {
  return async (ctx) => {
    const { route, body } = ctx.state
    const { text } = await route!.perform!(body, new RestCall(ctx))
    // Written past Koa: its way of setting a body asks again for what is known here.
    ctx.respond = false
    ctx.state.bytesOut = Buffer.byteLength(text)
    const { headers } = ctx.state
    headers.push(
      'content-type',
      'application/json; charset=utf-8',
      'cache-control',
      'no-store',
      'content-length',
      String(ctx.state.bytesOut),
    )
    ctx.res.writeHead(200, headers)
    ctx.res.end(ctx.method === 'HEAD' ? undefined : text)
  }
}
