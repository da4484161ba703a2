import type { Step } from '../call.ts'

/** A page of the plugin is answered here; an action goes on. */
export function sendPage(): Step {
  return (ctx, next) => {
    const { send } = ctx.state.route!
    return send ? send(ctx, next) : next()
  }
}
