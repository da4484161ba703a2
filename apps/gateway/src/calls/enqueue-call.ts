import type { PlatformTables } from '@patchbay/database'
import type { Action, Client, Location, User } from '@patchbay/plugin-kit'
import type { Kysely } from 'kysely'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { ActionCall } from './action-call.ts'
import type { HeldClaims } from './held-claims.ts'
import type { Queued } from './outcome.ts'

interface NewJob {
  plugin: string
  name: string
  input: unknown
  caller: { user: User | undefined; client: Client; scopes: readonly string[]; location: Location }
  requestId: string
  uniqueKey?: string | undefined
  delay?: number | undefined
}

/** Takes jobs in: `Jobs` of packages/queue. */
export interface JobIntake {
  /** Stores a job in the transaction. Call `announce` after its commit. */
  accept: (transaction: Kysely<PlatformTables>, job: NewJob) => Promise<{ id: string }>
  /** Stores a job by itself, and announces it. */
  start: (job: NewJob) => Promise<{ id: string }>
  announce: (job: { id: string }) => void
}

/** Stores the job that will run the action, in one transaction with what the call has claimed: accepted means stored. */
export async function enqueueCall(
  { action, setting, claims, jobs }: { action: Action; setting: ActionSetting; claims: HeldClaims; jobs: JobIntake },
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
