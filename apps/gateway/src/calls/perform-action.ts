import type { Action } from '@patchbay/plugin-kit'
import { createEffectTransaction } from '@patchbay/queue'
import { inSpan, isTracing } from '@patchbay/trace'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { ActionCall } from './action-call.ts'
import { createContext } from './call-context.ts'
import { HeldClaims } from './held-claims.ts'
import type { Outcome } from './outcome.ts'
import { performOnce } from './perform-once.ts'
import { runCall } from './run-call.ts'
import { toAnswerText } from './to-answer-text.ts'

/** Runs an action on checked input: the same for every door. */
export type Perform = (input: unknown, call: ActionCall) => Promise<Outcome>

/** Milliseconds an action may take unless it says otherwise. */
export const usualTimeout = 10_000

export function createPerform(action: Action, setting: ActionSetting): Perform {
  const database = setting.writes.database.forPlugin(setting.hosted.name)
  const timeout = action.timeout ?? usualTimeout
  const isSpecial = action.confirm !== undefined || action.background !== undefined
  const perform: Perform = async (input, call) => {
    using slot = setting.inFlight.enter(timeout)
    const claims = new HeldClaims()
    const effects = createEffectTransaction({
      database,
      toText: (answer) => toAnswerText(action, answer),
      record: (transaction, text) => claims.complete(transaction, { kind: 'answer', text }),
    })
    const running = { action, setting, claims, effects, context: createContext({ call, setting, slot, effects }) }
    // A call that is late goes on, and its claims with it: a twin is refused until it is known what came of it.
    const outcome = isSpecial || call.idempotencyKey !== undefined ? performOnce(running, input, call) : runCall(running, input)
    return (await slot.race(outcome)) as Outcome
  }
  return isTracing() ? withSpan(perform, action, setting) : perform
}

function withSpan(perform: Perform, { name }: Action, { hosted }: ActionSetting): Perform {
  const attributes = { 'patchbay.plugin': hosted.name, 'patchbay.action': name }
  return (input, call) =>
    inSpan(`${hosted.name}.${name}`, { attributes, parent: call.traceparent }, async (span) => {
      const outcome = await perform(input, call)
      span?.set({ 'patchbay.outcome': outcome.kind })
      return outcome
    })
}
