import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What the console keeps: sessions, plugins that people registered and installed, conversations. Secrets are sealed. `json` where the
 * order of members counts: models see parameters in the order of the document.
 */
export const consoleTables: Migration = {
  async up(database: Kysely<unknown>) {
    await createPeople(database)
    await createPlugins(database)
    await createConversations(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`drop table console_calls, console_messages, console_conversations, console_tests, console_authorizations, console_installs,
      console_plugins, console_clients, console_settings, console_sessions`.execute(database)
  },
}

async function createPeople(database: Kysely<unknown>): Promise<void> {
  await sql`create table console_sessions (
    hash bytea primary key,
    user_id uuid not null references users on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`.execute(database)
  await sql`create index console_sessions_user_id on console_sessions (user_id)`.execute(database)
  await sql`create table console_settings (
    user_id uuid primary key references users on delete cascade,
    subdivision text,
    locale text
  )`.execute(database)
  await sql`create table console_clients (
    name text primary key,
    client_id text not null,
    sealed_secret bytea,
    created_at timestamptz not null default now()
  )`.execute(database)
}

async function createPlugins(database: Kysely<unknown>): Promise<void> {
  await sql`create table console_plugins (
    id text primary key,
    kind text not null check (kind in ('openapi', 'mcp')),
    url text not null,
    domain text not null,
    owner_id uuid references users on delete cascade,
    status text not null default 'unverified' check (status in ('unverified', 'approved', 'banned')),
    inspection json not null,
    definition json not null,
    client_id text,
    sealed_client_secret bytea,
    sealed_service_token bytea,
    verification_token text,
    verified_at timestamptz,
    share_token text unique,
    read_at timestamptz not null default now(),
    created_at timestamptz not null default now()
  )`.execute(database)
  await sql`create unique index console_plugins_own on console_plugins (url) where owner_id is null`.execute(database)
  await sql`create unique index console_plugins_url on console_plugins (owner_id, url) where owner_id is not null`.execute(database)
  await sql`create table console_installs (
    user_id uuid not null references users on delete cascade,
    plugin_id text not null references console_plugins on delete cascade,
    sealed_token bytea,
    accepted jsonb not null,
    always_allowed text[] not null default '{}',
    created_at timestamptz not null default now(),
    primary key (user_id, plugin_id)
  )`.execute(database)
  await sql`create index console_installs_plugin_id on console_installs (plugin_id)`.execute(database)
  await sql`create table console_authorizations (
    hash bytea primary key,
    user_id uuid not null references users on delete cascade,
    plugin_id text not null references console_plugins on delete cascade,
    sealed bytea not null,
    expires_at timestamptz not null
  )`.execute(database)
  await sql`create table console_tests (
    user_id uuid not null references users on delete cascade,
    plugin_id text not null references console_plugins on delete cascade,
    tests jsonb not null,
    primary key (user_id, plugin_id)
  )`.execute(database)
}

async function createConversations(database: Kysely<unknown>): Promise<void> {
  await sql`create table console_conversations (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users on delete cascade,
    title text not null default '',
    plugin_ids text[] not null default '{}',
    leaf_id uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`.execute(database)
  await sql`create index console_conversations_user_id on console_conversations (user_id, updated_at desc)`.execute(database)
  await sql`create table console_messages (
    id uuid primary key default gen_random_uuid(),
    sequence bigint generated always as identity,
    conversation_id uuid not null references console_conversations on delete cascade,
    parent_id uuid references console_messages on delete cascade,
    role text not null check (role in ('user', 'assistant')),
    text text not null,
    details json not null,
    created_at timestamptz not null default now()
  )`.execute(database)
  await sql`create index console_messages_conversation_id on console_messages (conversation_id, sequence)`.execute(database)
  await sql`create table console_calls (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    message_id uuid not null references console_messages on delete cascade,
    plugin_id text not null references console_plugins on delete cascade,
    action text not null,
    ok boolean not null,
    milliseconds integer,
    job jsonb,
    created_at timestamptz not null default now()
  )`.execute(database)
  await sql`create index console_calls_plugin_id on console_calls (plugin_id, created_at desc)`.execute(database)
}
