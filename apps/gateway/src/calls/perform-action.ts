import type { Action, ActionContext } from '@patchbay/plugin-kit'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { ActionCall } from './action-call.ts'
import { createContext } from './call-context.ts'
import type { Outcome } from './outcome.ts'

/** Runs an action on checked input: the same for every door. */
export type Perform = (input: unknown, call: ActionCall) => Promise<Outcome>

/** Milliseconds an action may take unless it says otherwise. */
const usualTimeout = 10_000

/** Hosts read no more of an answer (`protocols.md` 2.1). */
const longestAnswer = 100_000

export function createPerform(action: Action, setting: ActionSetting): Perform {
  const run = action.run as unknown as (input: unknown, context: ActionContext) => unknown
  const timeout = action.timeout ?? usualTimeout
  return async (input, call) => {
    using slot = setting.inFlight.enter(timeout)
    const context = createContext(call, setting, slot)
    return { kind: 'answer', text: toAnswer(action, await slot.race(run(input, context))), isReplay: false }
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
