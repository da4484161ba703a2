import type { Action, ActionContext } from '@patchbay/plugin-kit'
import type { EffectTransaction } from '@patchbay/queue'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { HeldClaims } from './held-claims.ts'
import type { Answer } from './outcome.ts'
import { toAnswerText } from './to-answer-text.ts'

export interface Running {
  action: Action
  setting: ActionSetting
  claims: HeldClaims
  context: ActionContext
  effects: EffectTransaction
}

/** Runs the action and records its answer. What was committed with its effects is the answer, whatever went wrong after that. */
export async function runCall({ action, setting, claims, context, effects }: Running, input: unknown): Promise<Answer> {
  const run = action.run as (input: unknown, context: ActionContext) => unknown
  try {
    const answer = await run(input as never, context)
    if (effects.committed === undefined) return await record({ setting, claims }, toAnswerText(action, answer))
  } catch (error) {
    if (effects.committed === undefined) throw error
    setting.log.error({ requestId: context.requestId, action: action.name, err: error }, 'failed after its effects were committed')
  }
  return { kind: 'answer', text: effects.committed, isReplay: false }
}

async function record({ setting, claims }: Pick<Running, 'setting' | 'claims'>, text: string): Promise<Answer> {
  const answer: Answer = { kind: 'answer', text, isReplay: false }
  if (!claims.isEmpty) await setting.writes.database.kysely.transaction().execute((transaction) => claims.complete(transaction, answer))
  return answer
}
