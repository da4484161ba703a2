import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

type CreatedAt = ColumnType<Date, Date | undefined, never>
type Json = ColumnType<unknown, string, string>
type Sealed = ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>

/** A browser that is signed in to the console, or to another site of ours. Only the hash of its cookie is kept. */
interface SessionsTable {
  hash: Buffer
  site: Generated<'console' | 'admin'>
  user_id: string
  created_at: CreatedAt
  expires_at: Date
}

interface SettingsTable {
  user_id: string
  subdivision: string | null
  locale: string | null
}

/** The console as a client of this Patchbay: `console` for its own sign-in, `plugin/<name>` for each plugin. */
interface ClientsTable {
  name: string
  client_id: string
  sealed_secret: Sealed
  created_at: CreatedAt
}

/** A plugin that the console has read. Without an owner it is served by this Patchbay. */
interface PluginsTable {
  id: string
  kind: 'openapi' | 'mcp'
  url: string
  domain: string
  owner_id: string | null
  status: Generated<'unverified' | 'approved' | 'banned'>
  /** What was found, for people. */
  inspection: Json
  /** How its actions are called. */
  definition: Json
  client_id: string | null
  sealed_client_secret: Sealed
  sealed_service_token: Sealed
  verification_token: string | null
  verified_at: Date | null
  share_token: string | null
  read_at: ColumnType<Date, Date | undefined, Date>
  created_at: CreatedAt
}

interface InstallsTable {
  user_id: string
  plugin_id: string
  sealed_token: Sealed
  /** Fingerprints of the actions that the person agreed to, by name. */
  accepted: Json
  always_allowed: Generated<string[]>
  created_at: CreatedAt
}

/** A sign-in to a plugin that has begun. Only the hash of its state is kept. */
interface AuthorizationsTable {
  hash: Buffer
  user_id: string
  plugin_id: string
  sealed: Buffer
  expires_at: Date
}

interface TestsTable {
  user_id: string
  plugin_id: string
  tests: Json
}

interface ConversationsTable {
  id: Generated<string>
  user_id: string
  title: Generated<string>
  plugin_ids: Generated<string[]>
  leaf_id: string | null
  created_at: CreatedAt
  updated_at: ColumnType<Date, Date | undefined, Date>
}

interface MessagesTable {
  id: Generated<string>
  sequence: GeneratedAlways<string>
  conversation_id: string
  parent_id: string | null
  role: 'user' | 'assistant'
  /** What a search looks through. */
  text: string
  details: Json
  created_at: CreatedAt
}

interface CallsTable {
  id: string
  user_id: string
  message_id: string
  plugin_id: string
  action: string
  ok: boolean
  milliseconds: number | null
  job: ColumnType<unknown, string | null | undefined, string | null>
  created_at: CreatedAt
}

/** The tables of the console, in the schema `patchbay`. */
export interface ConsoleTables {
  console_sessions: SessionsTable
  console_settings: SettingsTable
  console_clients: ClientsTable
  console_plugins: PluginsTable
  console_installs: InstallsTable
  console_authorizations: AuthorizationsTable
  console_tests: TestsTable
  console_conversations: ConversationsTable
  console_messages: MessagesTable
  console_calls: CallsTable
}
