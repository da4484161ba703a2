import type { PlatformDatabase, PlatformTables } from '@patchbay/database'
import { type Selectable, sql } from 'kysely'
import type { Confirmation, ConfirmationRecord, ConfirmationState } from './confirmation.ts'

type Row = Selectable<PlatformTables['confirmations']>

/** A row, with what the clock of the database says about it. */
export type JudgedRow = Row & { is_expired: boolean; is_held: boolean }

/** A person's confirmation; undefined when there is none of that id, or it is somebody else's. */
export async function findConfirmation(
  database: PlatformDatabase,
  { id, userId, issuer }: { id: string; userId: string; issuer: string },
): Promise<ConfirmationRecord | undefined> {
  const row = await findRow(database, id, userId)
  return row && { ...toConfirmation(row, issuer), plugin: row.plugin, action: row.action, state: toState(row) }
}

export async function findRow({ kysely }: PlatformDatabase, id: string, userId: string): Promise<JudgedRow | undefined> {
  // Whatever is no id names nothing.
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  if (!isId) return undefined
  return kysely
    .selectFrom('confirmations')
    .selectAll()
    .select([sql<boolean>`expires_at <= now()`.as('is_expired'), sql<boolean>`coalesce(held_until > now(), false)`.as('is_held')])
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
}

export function toConfirmation(row: Row, issuer: string): Confirmation {
  return {
    id: row.id,
    message: row.message,
    arguments: JSON.parse(row.arguments) as unknown,
    expiresAt: row.expires_at.toISOString(),
    url: `${issuer}/confirmations/${row.id}`,
  }
}

function toState({ holder, refused_at: refusedAt, is_expired: isExpired, approved_at: approvedAt }: JudgedRow): ConfirmationState {
  if (holder !== null) return 'used'
  if (refusedAt !== null) return 'refused'
  if (isExpired) return 'expired'
  return approvedAt === null ? 'pending' : 'approved'
}
