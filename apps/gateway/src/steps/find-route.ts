import type { WatchedSwitches } from '@patchbay/plugin-host'
import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'

/** Path and method → document, page or action of the plugin, in a table made at start. None while the plugin is switched off. */
export function findRoute(switches: Pick<WatchedSwitches, 'isOn'>): Step {
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
    if (!switches.isOn(state.site!.name)) throw switchedOff(state.site!.name)
    return found.route.answer ? found.route.answer(ctx, next) : next()
  }
}

function switchedOff(name: string): AppError {
  const detail = `${name} is switched off by those who run it. Do without it for now, or try again later.`
  return new AppError('unavailable', detail, { headers: { 'retry-after': '300' }, details: { reason: 'switched_off' } })
}
