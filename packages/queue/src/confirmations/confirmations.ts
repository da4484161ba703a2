import { randomUUID } from 'node:crypto'
import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'
import { toFingerprint } from '../idempotency/canonical-json.ts'
import type { Claimed } from '../idempotency/claim.ts'
import { createLeaseKeeper } from '../idempotency/lease-keeper.ts'
import type { Confirmation, ConfirmationRecord, ConfirmedCall } from './confirmation.ts'
import { findConfirmation, toConfirmation } from './find-confirmation.ts'
import { recallConfirmation } from './recall-confirmation.ts'
import { takeConfirmation } from './take-confirmation.ts'

/** What people are asked before something is done for them. */
export interface Confirmations {
  /** Asks. Nothing is done. */
  propose: (call: ConfirmedCall, message: string) => Promise<Confirmation>
  /** Undefined when there is none of that id, or it is somebody else's. */
  find: (id: string, userId: string) => Promise<ConfirmationRecord | undefined>
  /**
   * The person agrees. Call it only for what a person did who is signed in, never for what a program says with a token. False when
   * there is nothing of theirs to agree to: none, somebody else's, expired, refused or used.
   */
  approve: (id: string, userId: string) => Promise<boolean>
  /** The person does not agree. False when there is nothing of theirs that could still be used. */
  refuse: (id: string, userId: string) => Promise<boolean>
  /**
   * Takes what a person agreed to: the right to do it once, or the answer it had. A question that is still open is given again.
   *
   * @throws AppError `confirmation_invalid` for an id that is unknown, somebody else's or for other arguments; `confirmation_refused`,
   * `confirmation_expired`; `in_progress` while it is being done
   */
  take: (id: string, call: ConfirmedCall) => Promise<Claimed | { pending: Confirmation }>
  /** For who repeats a call and can't name what was asked: the id of the latest question about it that is not used up. */
  recall: (call: ConfirmedCall) => Promise<string | undefined>
  removeExpired: () => Promise<void>
  close: () => void
}

export interface ConfirmationsOptions {
  database: PlatformDatabase
  /** `https://auth.example.com` */
  issuer: string
}

const minutes = 10

export function createConfirmations({ database, issuer }: ConfirmationsOptions): Confirmations {
  const { kysely } = database
  const leases = createLeaseKeeper(database, 'confirmations')
  const answerable = (id: string, userId: string) =>
    kysely
      .updateTable('confirmations')
      .where('id', '=', id)
      .where('user_id', '=', userId)
      .where('refused_at', 'is', null)
      .where('holder', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
  return {
    async propose({ userId, plugin, action, input }, message) {
      const row = await kysely
        .insertInto('confirmations')
        .values({
          id: randomUUID(),
          user_id: userId,
          plugin,
          action,
          arguments_hash: toFingerprint(plugin, action, input),
          arguments: JSON.stringify(input),
          message,
          expires_at: sql<Date>`now() + ${minutes} * interval '1 minute'`,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return toConfirmation(row, issuer)
    },
    find: (id, userId) => findConfirmation(database, { id, userId, issuer }),
    async approve(id, userId) {
      if (!isId(id)) return false
      const open = answerable(id, userId).where('approved_at', 'is', null)
      const { numUpdatedRows } = await open.set({ approved_at: sql<Date>`now()` }).executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async refuse(id, userId) {
      if (!isId(id)) return false
      const { numUpdatedRows } = await answerable(id, userId)
        .set({ approved_at: null, refused_at: sql<Date>`now()` })
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    take: (id, call) => takeConfirmation(id, call, { database, issuer, leases }),
    recall: (call) => recallConfirmation(database, call),
    async removeExpired() {
      await kysely
        .deleteFrom('confirmations')
        .where('expires_at', '<', sql<Date>`now() - interval '24 hours'`)
        .execute()
    },
    close: () => leases.close(),
  }
}

function isId(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
}
