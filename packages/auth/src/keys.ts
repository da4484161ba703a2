import type { PlatformDatabase } from '@patchbay/database'
import { AppError, type User } from '@patchbay/plugin-kit'
import { createKeyText, formatKeyText, isSecret, parseKeyText, hashSecret, type KeyKind } from './key-text.ts'
import { ensureUser } from './users.ts'

/** What may be shown of a key. */
export interface KeyRecord {
  id: string
  kind: KeyKind
  name: string
  user: User | undefined
  /** The plugins it opens; null for every one. */
  plugins: string[] | null
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
}

export interface NewKey {
  /** For people, to tell keys apart. */
  name: string
  /** Makes a user key that acts for this person; without it, a service key. */
  email?: string | undefined
  plugins?: string[] | null
  expiresAt?: Date | null
}

export interface Keys {
  /** Makes a key and its user. `text` is shown once and stored nowhere. */
  create(key: NewKey): Promise<{ record: KeyRecord; text: string }>
  list(): Promise<KeyRecord[]>
  /** False when there is no such key; revoking twice is fine. */
  revoke(id: string): Promise<boolean>
  /** The key if it is genuine, not revoked and not expired. Notes that it was used. */
  verify(text: string): Promise<KeyRecord | undefined>
}

export function createKeys(database: PlatformDatabase): Keys {
  const { kysely } = database
  const select = () =>
    kysely
      .selectFrom('keys')
      .leftJoin('users', 'users.id', 'keys.user_id')
      .select([
        'keys.id',
        'kind',
        'name',
        'plugins',
        'secret_hash',
        'keys.created_at',
        'expires_at',
        'revoked_at',
        'last_used_at',
        'user_id',
        'email',
      ])

  return {
    async create({ name, email, plugins = null, expiresAt = null }) {
      const parts = createKeyText(email === undefined ? 'service' : 'user')
      const user = email === undefined ? undefined : await ensureUser(database, email)
      const row = {
        id: parts.id,
        kind: parts.kind,
        name,
        plugins,
        user_id: user?.id ?? null,
        secret_hash: hashSecret(parts.secret),
        expires_at: expiresAt,
      }
      await kysely.insertInto('keys').values(row).execute()
      const stored = await select().where('keys.id', '=', parts.id).executeTakeFirstOrThrow()
      return { record: toRecord(stored), text: formatKeyText(parts) }
    },

    async list() {
      const rows = await select().orderBy('keys.created_at').execute()
      return rows.map(toRecord)
    },

    async revoke(id) {
      const now = new Date()
      const found = await kysely
        .updateTable('keys')
        .set((set) => ({ revoked_at: set.fn.coalesce('revoked_at', set.val(now)) }))
        .where('id', '=', id)
        .executeTakeFirst()
      return found.numUpdatedRows > 0n
    },

    async verify(text) {
      const parts = parseKeyText(text)
      if (!parts) return undefined
      const row = await select().where('keys.id', '=', parts.id).executeTakeFirst()
      if (!row || !isSecret(parts.secret, row.secret_hash) || row.kind !== parts.kind) return undefined
      if (row.revoked_at || (row.expires_at && row.expires_at.getTime() <= Date.now())) return undefined
      await kysely.updateTable('keys').set({ last_used_at: new Date() }).where('id', '=', parts.id).execute()
      return toRecord(row)
    },
  }
}

interface KeyRow {
  id: string
  kind: string
  name: string
  plugins: string[] | null
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  user_id: string | null
  email: string | null
}

function toRecord(row: KeyRow): KeyRecord {
  return {
    id: row.id,
    kind: row.kind as KeyKind,
    name: row.name,
    user: row.user_id !== null && row.email !== null ? { id: row.user_id, email: row.email } : undefined,
    plugins: row.plugins,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  }
}

/** Turns `30d`, `12h` or an ISO date into a date. */
export function parseExpiry(text: string, now = new Date()): Date {
  const match = /^([1-9]\d{0,4})([dh])$/.exec(text)
  const date = match ? new Date(now.getTime() + Number(match[1]) * (match[2] === 'd' ? 86_400_000 : 3_600_000)) : new Date(text)
  if (Number.isNaN(date.getTime()) || date <= now)
    throw new AppError('invalid_input', `${text} is not a time to come. Write 30d, 12h or 2027-01-31.`)
  return date
}
