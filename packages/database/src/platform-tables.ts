import type { ColumnType, Generated } from 'kysely'
import type { ConsoleTables } from './console-tables.ts'
import type { SafeWriteTables } from './safe-write-tables.ts'
import type { JobTables } from './job-tables.ts'

type CreatedAt = ColumnType<Date, Date | undefined, never>
type Json = ColumnType<Record<string, unknown>, string, string>
type Moment = ColumnType<Date | null, Date | null | undefined, Date | null>

/** A person. E-mail addresses are unique whatever their case. */
export interface UsersTable {
  id: Generated<string>
  email: string
  role: Generated<'admin' | 'user'>
  /** Null until the person has set one. */
  password_hash: ColumnType<string | null, string | null | undefined, string | null>
  created_at: CreatedAt
  /** From when on the person may not sign in. */
  disabled_at: Moment
}

/** A browser in which a person is signed in; `uid` is that of its session. */
export interface DevicesTable {
  uid: string
  user_id: string
  user_agent: string
  address: string
  created_at: CreatedAt
  seen_at: ColumnType<Date, Date | undefined, Date>
}

/** Who a person is at another provider. */
export interface IdentitiesTable {
  issuer: string
  subject: string
  user_id: string
  created_at: CreatedAt
}

/** A link that works once, such as the one to set a password with. Only the hash of its token is kept. */
export interface LinksTable {
  hash: Buffer
  user_id: string
  purpose: string
  created_at: CreatedAt
  expires_at: Date
  used_at: Moment
}

/** A key that signs tokens. The private half is sealed with `PATCHBAY_SECRET`. */
export interface SigningKeysTable {
  id: string
  public_key: Json
  sealed_key: Buffer
  created_at: CreatedAt
}

/** What the authorization server keeps, by model: Client, Session, Interaction, Grant, AuthorizationCode, RefreshToken. */
export interface OidcTable {
  model: string
  id: string
  payload: Json
  grant_id: string | null
  uid: string | null
  user_id: string | null
  expires_at: Moment
  consumed_at: Moment
  created_at: CreatedAt
}

/** What happened to sign-ins, grants, clients and keys. Only ever added to. */
export interface AuditTable {
  id: Generated<string>
  at: CreatedAt
  event: string
  user_id: string | null
  client_id: string | null
  plugin: string | null
  address: string | null
  details: Json
}

/** Whether a plugin is served. One without a row is. */
interface PluginSwitchesTable {
  plugin: string
  is_on: boolean
  changed_at: ColumnType<Date, Date | undefined, Date>
}

/** What somebody called in a plugin on one day (UTC). */
interface UsageTable {
  day: string
  plugin: string
  /** The id of a person, or of the client that called for nobody; `anonymous`. */
  caller: string
  calls: ColumnType<string, number, number>
  /** Those that ended with a failure on our side. */
  failures: ColumnType<string, number, number>
  /** Those that a limit refused. */
  limited: ColumnType<string, number, number>
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
export interface PlatformTables extends ConsoleTables, JobTables, SafeWriteTables {
  users: UsersTable
  keys: KeysTable
  devices: DevicesTable
  identities: IdentitiesTable
  links: LinksTable
  signing_keys: SigningKeysTable
  oidc: OidcTable
  audit: AuditTable
  plugin_switches: PluginSwitchesTable
  usage: UsageTable
}
