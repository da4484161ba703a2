import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'

/** Path and method → document, page or action of the plugin, in a table made at start. */
export function findRoute(): Step {
  return (ctx, next) => {
    const { state } = ctx
    const { routes } = state.site!.plugin!
    const method = ctx.method === 'HEAD' ? 'GET' : ctx.method
    const found = routes.find(method, state.path)
    if (!found) {
      const allowed = routes.findMethods(state.path)
      if (allowed.length === 0) throw new AppError('not_found', 'There is nothing at this path. /openapi.json lists what there is.')
      throw new AppError('method_not_allowed', `Use ${allowed.join(' or ')} here.`, { headers: { allow: allowed.join(', ') } })
    }
    state.route = found.route
    state.pathValues = found.values
    return found.route.answer ? found.route.answer(ctx, next) : next()
  }
}
