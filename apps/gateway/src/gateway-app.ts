import Koa, { type Context } from 'koa'
import type { CallState } from './call.ts'
import { composeSteps } from './compose-steps.ts'

type Steps = (ctx: Context) => Promise<unknown>

/**
 * Koa, but for what it does around the steps: an answer that was written already (`ctx.respond = false`) is left alone, without
 * the listeners on its end that Koa sets for each request. They are a sixth of what a small action costs.
 */
export class GatewayApp extends Koa<CallState> {
  constructor() {
    super({ compose: composeSteps } as object)
    this.silent = true
  }

  handleRequest(ctx: Context, steps: Steps): Promise<unknown> {
    ctx.res.statusCode = 404
    return steps(ctx).then(
      () => (ctx.respond === false ? undefined : this.#respond(ctx)),
      (error: Error) => ctx.onerror(error),
    )
  }

  /** Koa's own way, which begins by setting the status anew. */
  #respond(ctx: Context): Promise<unknown> {
    const { statusCode } = ctx.res
    const { handleRequest } = Koa.prototype as unknown as GatewayApp
    return handleRequest.call(this, ctx, () => {
      ctx.res.statusCode = statusCode
      return Promise.resolve()
    })
  }
}
