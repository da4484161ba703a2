import type { Action, ActionContext } from '@patchbay/plugin-kit'
import type { Confirmation, StoredAnswer } from '@patchbay/queue'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { ActionCall } from './action-call.ts'
import type { HeldClaims } from './held-claims.ts'
import type { ConfirmationRequired } from './outcome.ts'

interface Asking {
  action: Action
  setting: ActionSetting
  claims: HeldClaims
}

/**
 * Sees to it that the person has agreed: claims what they agreed to, or asks. Gives the answer of an earlier call with the same
 * confirmation. Undefined: go on.
 *
 * @throws AppError `confirmation_invalid`, `confirmation_refused`, `confirmation_expired`, `in_progress`
 */
export async function claimConfirmation(
  { action, setting, claims }: Asking,
  { input, call, context }: { input: unknown; call: ActionCall; context: ActionContext },
): Promise<StoredAnswer | ConfirmationRequired | undefined> {
  if (!action.confirm) return undefined
  const { confirmations } = setting.writes
  // Only who has signed in gets here: an action that asks is never open to others.
  const confirmed = { userId: call.principal.user!.id, plugin: setting.hosted.name, action: action.name, input }
  if (call.confirmationId === undefined) {
    const confirm = action.confirm as (input: unknown, context: ActionContext) => string | Promise<string>
    return toRequired(action, await confirmations.propose(confirmed, await confirm(input, context)))
  }
  const taken = await confirmations.take(call.confirmationId, confirmed)
  if ('stored' in taken) return taken.stored
  if ('pending' in taken) return toRequired(action, taken.pending)
  claims.add(taken.claim)
  return undefined
}

function toRequired({ name }: Action, confirmation: Confirmation): ConfirmationRequired {
  const next = `Nothing was done. Show the user the message and the url. Once they have agreed there, call ${name} again with the same arguments and confirmationId ${confirmation.id}.`
  return { kind: 'confirmation', text: JSON.stringify({ status: 'confirmation_required', confirmation, next }), confirmation }
}
