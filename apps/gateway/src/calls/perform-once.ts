import type { StoredAnswer } from '@patchbay/queue'
import type { ActionCall } from './action-call.ts'
import { claimConfirmation } from './claim-confirmation.ts'
import { claimKey } from './claim-key.ts'
import { enqueueCall } from './enqueue-call.ts'
import type { Outcome } from './outcome.ts'
import { runCall, type Running } from './run-call.ts'

/**
 * The way of a call that must not happen twice: replay → confirm → enqueue or run. What fails may be tried again; what succeeds is
 * answered the same from then on.
 */
export async function performOnce(running: Running, input: unknown, call: ActionCall): Promise<Outcome> {
  const { claims, setting } = running
  try {
    const outcome = await perform(running, input, call)
    // Asking is no answer: the same key is for the call that does it.
    if (outcome.kind === 'confirmation') await claims.release(setting.log)
    return outcome
  } catch (error) {
    await claims.release(setting.log)
    throw error
  }
}

async function perform(running: Running, input: unknown, call: ActionCall): Promise<Outcome> {
  const { action, setting, claims, context } = running
  const replayed = await claimKey(running, input, call)
  if (replayed) return toReplay(replayed)
  const confirmed = await claimConfirmation(running, { input, call, context })
  if (confirmed?.kind === 'confirmation') return confirmed
  if (confirmed) {
    await claims.complete(setting.writes.database.kysely, confirmed)
    return toReplay(confirmed)
  }
  return action.background && setting.jobs
    ? enqueueCall({ action, setting, claims, jobs: setting.jobs }, input, call)
    : runCall(running, input)
}

function toReplay({ kind, text, jobId }: StoredAnswer): Outcome {
  return kind === 'answer' ? { kind, text, isReplay: true } : { kind, text, jobId: jobId!, isReplay: true }
}
