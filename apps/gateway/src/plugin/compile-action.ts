import type { ReadyPlugin } from '@patchbay/plugin-host'
import { authOf, type Action, type ActionContext } from '@patchbay/plugin-kit'
import { toScope } from '@patchbay/surfaces'
import { createContext } from './call-context.ts'
import type { CompileOptions, Route } from './compile-plugin.ts'
import type { InFlight } from './in-flight.ts'
import { createInputReader, takesBody } from './read-input.ts'

export interface ActionSetting extends CompileOptions {
  hosted: ReadyPlugin
  inFlight: InFlight
}

/** Milliseconds an action may take unless it says otherwise. */
const usualTimeout = 10_000

/** Hosts read no more of an answer (`protocols.md` 2.1). */
const longestAnswer = 100_000

/** Everything about an action that does not depend on the request. */
export function compileAction(action: Action, setting: ActionSetting): Route {
  const { hosted, inFlight, site } = setting
  const auth = authOf(hosted.plugin, action)
  const run = action.run as unknown as (input: unknown, context: ActionContext) => unknown
  const timeout = action.timeout ?? usualTimeout
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
    readInput: createInputReader(action.input, action.route),
    async run(input, call) {
      using slot = inFlight.enter(timeout)
      const context = createContext(call, setting, slot)
      return toAnswer(action, await slot.race(run(input, context)))
    },
  }
}

/** The JSON text of an answer that keeps to the action's schema. One that does not is the plugin's bug, and stays here. */
function toAnswer(action: Action, answer: unknown): string {
  const parsed = action.output.safeParse(answer)
  if (!parsed.success) throw new Error(`${action.name} gave an answer that is not of its output schema`, { cause: parsed.error })
  const text = JSON.stringify(parsed.data)
  if (text.length >= longestAnswer)
    throw new Error(`${action.name} gave an answer of ${text.length} characters; hosts read ${longestAnswer}`)
  return text
}
