import type { Step } from '../call.ts'

/** Runs the action, checks its answer and sends it. */
export function runAction(): Step {
  return async (ctx) => {
    const { route, body } = ctx.state
    const text = await route!.run!(body, ctx)
    ctx.status = 200
    ctx.res.setHeader('content-type', 'application/json; charset=utf-8')
    ctx.res.setHeader('cache-control', 'no-store')
    ctx.body = text
  }
}
