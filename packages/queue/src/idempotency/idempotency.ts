import { randomUUID } from 'node:crypto'
import type { PlatformDatabase } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import { sql } from 'kysely'
import type { Claim, Claimed, StoredAnswer } from './claim.ts'
import { createLeaseKeeper, leaseEnd, type LeaseKeeper } from './lease-keeper.ts'

/** A call that its caller named. */
export interface KeyedCall {
  /** The id of the person, or of the service's key: nobody finds what another did. */
  owner: string
  plugin: string
  /** 1 to 255 visible ASCII characters. */
  key: string
  /** Of action and input, see `toFingerprint`. */
  fingerprint: Buffer
}

/** Makes a call that is repeated under the same key happen once. */
export interface Idempotency {
  /**
   * The right to make the call, or the answer it had.
   *
   * @throws AppError `in_progress` while it is being made, `idempotency_mismatch` when the key was used for something else
   */
  claim: (call: KeyedCall) => Promise<Claimed>
  /** Removes what is older than 24 hours. */
  removeExpired: () => Promise<void>
  close: () => void
}

const kept = sql<Date>`now() + interval '24 hours'`

export function createIdempotency(database: PlatformDatabase): Idempotency {
  const { kysely } = database
  const leases = createLeaseKeeper(database, 'idempotency')
  return {
    async claim(call) {
      const holder = randomUUID()
      // The row may go between the two questions, when its holder gives it back.
      for (let tries = 0; tries < 5; tries++) {
        if (await take(database, call, holder)) return { claim: createClaim(database, { call, holder, leases }) }
        const stored = await find(database, call)
        if (stored) return { stored }
      }
      throw toInProgress()
    },
    async removeExpired() {
      await kysely
        .deleteFrom('idempotency')
        .where('expires_at', '<', sql<Date>`now()`)
        .execute()
    },
    close: () => leases.close(),
  }
}

/** The caller is to come back for the answer. */
export function toInProgress(): AppError {
  return new AppError('in_progress', 'The same call is being made already. Wait a moment, then repeat it with the same key.', {
    headers: { 'retry-after': '2' },
  })
}

/** One statement: of many twins one gets the row. One whose holder died, or that is too old, is taken over. */
async function take({ kysely }: PlatformDatabase, call: KeyedCall, holder: string): Promise<boolean> {
  const fresh = { fingerprint: call.fingerprint, holder, held_until: leaseEnd, kind: null, answer: null, job_id: null, expires_at: kept }
  const row = await kysely
    .insertInto('idempotency')
    .values({ owner: call.owner, plugin: call.plugin, key: call.key, ...fresh })
    .onConflict((conflict) =>
      conflict
        .columns(['owner', 'plugin', 'key'])
        .doUpdateSet(fresh)
        .where(
          sql<boolean>`idempotency.expires_at < now() or (idempotency.answer is null and idempotency.held_until < now()
            and idempotency.fingerprint = excluded.fingerprint)`,
        ),
    )
    .returning('holder')
    .executeTakeFirst()
  return row !== undefined
}

async function find({ kysely }: PlatformDatabase, call: KeyedCall): Promise<StoredAnswer | undefined> {
  const row = await kysely
    .selectFrom('idempotency')
    .selectAll()
    .where('owner', '=', call.owner)
    .where('plugin', '=', call.plugin)
    .where('key', '=', call.key)
    .executeTakeFirst()
  if (!row) return undefined
  if (!row.fingerprint.equals(call.fingerprint))
    throw new AppError('idempotency_mismatch', 'This key was used for a call with another input. Use a new key for a new call.')
  if (row.kind === null || row.answer === null) throw toInProgress()
  return { kind: row.kind, text: row.answer, ...(row.job_id !== null && { jobId: row.job_id }) }
}

interface Held {
  call: KeyedCall
  holder: string
  leases: LeaseKeeper
}

function createClaim({ kysely }: PlatformDatabase, { call, holder, leases }: Held): Claim {
  leases.keep(holder)
  return {
    async complete(transaction, { kind, text, jobId = null }) {
      leases.drop(holder)
      const mine = transaction
        .updateTable('idempotency')
        .where('owner', '=', call.owner)
        .where('plugin', '=', call.plugin)
        .where('key', '=', call.key)
        .where('holder', '=', holder)
        .where('answer', 'is', null)
      const { numUpdatedRows } = await mine.set({ kind, answer: text, job_id: jobId, expires_at: kept }).executeTakeFirst()
      if (numUpdatedRows === 0n) throw toInProgress()
    },
    async release() {
      leases.drop(holder)
      await kysely.deleteFrom('idempotency').where('holder', '=', holder).where('answer', 'is', null).execute()
    },
  }
}
