import { randomUUID } from 'node:crypto'
import type { Step } from '../call.ts'

/** Gives the request an id, which stands in the log and in every error. The gateway's, when it passed through there. */
export function nameRequest(): Step {
  return async (ctx, next) => {
    const given = ctx.get('x-request-id')
    ctx.state.requestId = /^[\w.-]{8,128}$/.test(given) ? given : randomUUID()
    await next()
  }
}
