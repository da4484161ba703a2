import type { ColumnType, Generated } from 'kysely'

type CreatedAt = ColumnType<Date, Date | undefined, never>
type Moment = ColumnType<Date | null, Date | null | undefined, Date | null>

/** A person. E-mail addresses are unique whatever their case. */
export interface UsersTable {
  id: Generated<string>
  email: string
  created_at: CreatedAt
}

/** A secret that a host (`service`) or a person (`user`) sends with each call. Only its hash is kept. */
export interface KeysTable {
  id: string
  kind: 'service' | 'user'
  name: string
  user_id: string | null
  /** The names of the plugins it opens; null opens all. */
  plugins: string[] | null
  secret_hash: Buffer
  created_at: CreatedAt
  expires_at: Moment
  revoked_at: Moment
  last_used_at: Moment
}

/** The tables of the schema `patchbay`. */
export interface PlatformTables {
  users: UsersTable
  keys: KeysTable
}
