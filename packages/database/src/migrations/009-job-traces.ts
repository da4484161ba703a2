import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Which span accepted a job, so that its run belongs to the same trace. */
export const jobTraces: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`alter table jobs add column trace text`.execute(database)
  },
  async down(database: Kysely<unknown>) {
    await sql`alter table jobs drop column trace`.execute(database)
  },
}
