import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How often a job took its worker with it, and whether its last attempt ended by itself. */
export const jobCrashes: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`alter table jobs add column crashes int not null default 0, add column torn boolean not null default false`.execute(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`alter table jobs drop column crashes, drop column torn`.execute(database)
  },
}
