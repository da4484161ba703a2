import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who people are at other providers at which they sign in. */
export const identities: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`create table identities (
      issuer text not null,
      subject text not null,
      user_id uuid not null references users on delete cascade,
      created_at timestamptz not null default now(),
      primary key (issuer, subject)
    )`.execute(database)
    await sql`create index identities_user_id on identities (user_id)`.execute(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`drop table identities`.execute(database)
  },
}
