import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Sessions of more than one site, plugins that are switched off, and who used what. */
export const admin: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`alter table console_sessions add column site text not null default 'console'`.execute(database)
    await sql`create table plugin_switches (
      plugin text primary key,
      is_on boolean not null,
      changed_at timestamptz not null default now()
    )`.execute(database)
    await sql`create table usage (
      day date not null,
      plugin text not null,
      caller text not null,
      calls bigint not null,
      failures bigint not null,
      limited bigint not null,
      primary key (day, plugin, caller)
    )`.execute(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`drop table usage, plugin_switches`.execute(database)
    await sql`alter table console_sessions drop column site`.execute(database)
  },
}
