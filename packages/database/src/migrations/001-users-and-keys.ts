import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** People, and the keys that hosts and people call with. */
export const usersAndKeys: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`create table users (
      id uuid primary key default gen_random_uuid(),
      email text not null,
      created_at timestamptz not null default now()
    )`.execute(database)
    await sql`create unique index users_email on users (lower(email))`.execute(database)
    await sql`create table keys (
      id text primary key,
      kind text not null check (kind in ('service', 'user')),
      name text not null,
      user_id uuid references users on delete cascade,
      plugins text[],
      secret_hash bytea not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      revoked_at timestamptz,
      last_used_at timestamptz,
      constraint keys_user check (kind <> 'user' or user_id is not null)
    )`.execute(database)
    await sql`create index keys_user_id on keys (user_id)`.execute(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`drop table keys, users`.execute(database)
  },
}
