import type { Step } from '../call.ts'
import { RestCall } from '../calls/rest-call.ts'

/** Runs the action, or asks the person, or stores a job, and sends what came of it. */
export function runAction(): Step {
  return async (ctx) => {
    const { route, body } = ctx.state
    const outcome = await route!.perform!(body, new RestCall(ctx))
    const { text } = outcome
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
    if (outcome.kind === 'queued') headers.push('location', `/jobs/${outcome.jobId}`, 'retry-after', '2')
    if (outcome.kind !== 'confirmation' && outcome.isReplay) headers.push('idempotency-replayed', 'true')
    ctx.res.writeHead(outcome.kind === 'answer' ? 200 : 202, headers)
    ctx.res.end(ctx.method === 'HEAD' ? undefined : text)
  }
}
