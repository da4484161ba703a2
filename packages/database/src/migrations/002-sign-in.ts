import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Passwords and roles of people, one-time links, the state of the authorization server, its signing keys and the audit trail. */
export const signIn: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`alter table users
      add column role text not null default 'user' check (role in ('admin', 'user')),
      add column password_hash text`.execute(database)
    await sql`create table links (
      hash bytea primary key,
      user_id uuid not null references users on delete cascade,
      purpose text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(database)
    await sql`create table signing_keys (
      id text primary key,
      public_key jsonb not null,
      sealed_key bytea not null,
      created_at timestamptz not null default now()
    )`.execute(database)
    await createOidc(database)
    await sql`create table audit (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      event text not null,
      user_id uuid,
      client_id text,
      plugin text,
      address text,
      details jsonb not null default '{}'
    )`.execute(database)
    await sql`create index audit_at on audit (at)`.execute(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`drop table audit, oidc, signing_keys, links`.execute(database)
    await sql`alter table users drop column password_hash, drop column role`.execute(database)
  },
}

/** One table for everything the authorization server keeps: it asks by model and id only. */
async function createOidc(database: Kysely<unknown>): Promise<void> {
  await sql`create table oidc (
    model text not null,
    id text not null,
    payload jsonb not null,
    grant_id text,
    uid text,
    user_id uuid references users on delete cascade,
    expires_at timestamptz,
    consumed_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (model, id)
  )`.execute(database)
  await sql`create index oidc_grant_id on oidc (grant_id) where grant_id is not null`.execute(database)
  await sql`create index oidc_uid on oidc (uid) where uid is not null`.execute(database)
  await sql`create index oidc_user_id on oidc (user_id) where user_id is not null`.execute(database)
  await sql`create index oidc_expires_at on oidc (expires_at) where expires_at is not null`.execute(database)
}
