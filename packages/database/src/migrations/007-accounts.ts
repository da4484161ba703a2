import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** People who may no longer sign in, and the browsers in which people are signed in. */
export const accounts: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`alter table users add column disabled_at timestamptz`.execute(database)
    await sql`create table devices (
      uid text primary key,
      user_id uuid not null references users on delete cascade,
      user_agent text not null,
      address text not null,
      created_at timestamptz not null default now(),
      seen_at timestamptz not null default now()
    )`.execute(database)
    await sql`create index devices_user_id on devices (user_id)`.execute(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`drop table devices`.execute(database)
    await sql`alter table users drop column disabled_at`.execute(database)
  },
}
