import type { Action } from '@patchbay/plugin-kit'
import type { Jobs, NewJob } from '@patchbay/queue'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { ActionCall } from './action-call.ts'
import type { HeldClaims } from './held-claims.ts'
import type { Queued } from './outcome.ts'

/** Stores the job that will run the action, in one transaction with what the call has claimed: accepted means stored. */
export async function enqueueCall(
  { action, setting, claims, jobs }: { action: Action; setting: ActionSetting; claims: HeldClaims; jobs: Jobs },
  input: unknown,
  { principal, location, requestId }: ActionCall,
): Promise<Queued> {
  const { user, client, scopes } = principal
  const job: NewJob = { plugin: setting.hosted.name, name: action.name, input, caller: { user, client, scopes, location }, requestId }
  if (claims.isEmpty) return toQueued((await jobs.start(job)).id)
  const queued = await setting.writes.database.kysely.transaction().execute(async (transaction) => {
    const accepted = toQueued((await jobs.accept(transaction, job)).id)
    await claims.complete(transaction, accepted)
    return accepted
  })
  jobs.announce({ id: queued.jobId })
  return queued
}

function toQueued(jobId: string): Queued {
  const next =
    'It runs in the background. Ask getJob with this id, a few seconds apart, until the status is succeeded, failed or cancelled.'
  return { kind: 'queued', text: JSON.stringify({ status: 'queued', jobId, next }), jobId, isReplay: false }
}
