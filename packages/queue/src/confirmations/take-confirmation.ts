import { randomUUID } from 'node:crypto'
import type { PlatformDatabase } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import { sql } from 'kysely'
import { toFingerprint } from '../idempotency/canonical-json.ts'
import type { Claim, Claimed } from '../idempotency/claim.ts'
import { toInProgress } from '../idempotency/idempotency.ts'
import { leaseEnd, type LeaseKeeper } from '../idempotency/lease-keeper.ts'
import type { Confirmation, ConfirmedCall } from './confirmation.ts'
import { findRow, type JudgedRow, toConfirmation } from './find-confirmation.ts'

interface Taking {
  database: PlatformDatabase
  issuer: string
  leases: LeaseKeeper
}

/** Takes what a person agreed to, once. */
export async function takeConfirmation(
  id: string,
  call: ConfirmedCall,
  { database, issuer, leases }: Taking,
): Promise<Claimed | { pending: Confirmation }> {
  const row = await findRow(database, id, call.userId)
  if (!row || !isFor(row, call))
    throw new AppError(
      'confirmation_invalid',
      'This confirmation is not for this call: it is not of this user, or the arguments are not those that were shown. Call again without confirmationId to ask anew.',
    )
  if (row.answer !== null && row.kind !== null)
    return { stored: { kind: row.kind, text: row.answer, ...(row.job_id !== null && { jobId: row.job_id }) } }
  if (row.holder !== null) throw row.is_held ? toInProgress() : toUnknown()
  if (row.refused_at !== null)
    throw new AppError('confirmation_refused', 'The user refused this. Nothing was done. Do not ask again unless the user wants it.')
  if (row.is_expired) throw toExpired()
  if (row.approved_at === null) return { pending: toConfirmation(row, issuer) }
  const holder = randomUUID()
  if (!(await hold(database, id, holder))) throw toInProgress()
  leases.keep(holder)
  return { claim: createClaim(database, { id, call, holder, leases }) }
}

function isFor(row: JudgedRow, { plugin, action, input }: ConfirmedCall): boolean {
  return row.plugin === plugin && row.action === action && row.arguments_hash.equals(toFingerprint(plugin, action, input))
}

function toExpired(): AppError {
  return new AppError(
    'confirmation_expired',
    'This confirmation is too old. Nothing was done. Call again without confirmationId to ask anew.',
  )
}

/** The process died while it did it. Perhaps it was done, so that is not tried again by itself. */
function toUnknown(): AppError {
  return new AppError(
    'conflict',
    'This was begun and cut off, and it is not known whether it was done. Look first; if it was not, call again without confirmationId.',
  )
}

/** One statement: of many twins one gets it. */
async function hold({ kysely }: PlatformDatabase, id: string, holder: string): Promise<boolean> {
  const { numUpdatedRows } = await kysely
    .updateTable('confirmations')
    .set({ holder, held_until: leaseEnd })
    .where('id', '=', id)
    .where('holder', 'is', null)
    .where('approved_at', 'is not', null)
    .where('refused_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

interface Held {
  id: string
  call: ConfirmedCall
  holder: string
  leases: LeaseKeeper
}

function createClaim({ kysely }: PlatformDatabase, { id, call, holder, leases }: Held): Claim {
  return {
    async complete(transaction, { kind, text, jobId = null }) {
      leases.drop(holder)
      const mine = transaction.updateTable('confirmations').where('id', '=', id).where('holder', '=', holder).where('answer', 'is', null)
      const { numUpdatedRows } = await mine.set({ kind, answer: text, job_id: jobId }).executeTakeFirst()
      if (numUpdatedRows === 0n) throw toInProgress()
      const line = { event: 'confirmation.used', user_id: call.userId, plugin: call.plugin }
      const details = JSON.stringify({ confirmation: id, action: call.action })
      await transaction
        .insertInto('audit')
        .values({ ...line, details })
        .execute()
    },
    async release() {
      leases.drop(holder)
      const mine = kysely.updateTable('confirmations').where('id', '=', id).where('holder', '=', holder).where('answer', 'is', null)
      await mine.set({ holder: null, held_until: null }).execute()
    },
  }
}
