import type { ReadyPlugin } from '@patchbay/plugin-host'
import { authOf, toCallInput, type Action } from '@patchbay/plugin-kit'
import { toScope } from '@patchbay/surfaces'
import { toCheckedInput } from '../calls/checked-input.ts'
import { createPerform } from '../calls/perform-action.ts'
import type { CompileOptions, Route } from './compile-plugin.ts'
import type { InFlight } from './in-flight.ts'
import { createInputReader, takesBody } from './read-input.ts'

export interface ActionSetting extends CompileOptions {
  hosted: ReadyPlugin
  inFlight: InFlight
}

/** Everything about an action that does not depend on the request. */
export function compileAction(action: Action, setting: ActionSetting): Route {
  const { hosted, site } = setting
  const auth = authOf(hosted.plugin, action)
  const readInput = createInputReader(toCallInput(action), action.route)
  return {
    name: action.name,
    pattern: action.route,
    auth,
    oauth:
      auth === 'oauth'
        ? { scope: toScope(hosted.plugin, action), metadata: `${site.origin}/.well-known/oauth-protected-resource` }
        : undefined,
    limits: { ...setting.limits, action: action.limit ?? setting.limits.action },
    takesBody: takesBody(action),
    readInput: (raw) => toCheckedInput(action, readInput(raw)),
    perform: createPerform(action, setting),
  }
}
