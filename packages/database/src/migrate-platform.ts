import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { inMigration } from './in-migration.ts'
import { PendingMigrationsError } from './pending-migrations.ts'
import type { PlatformTables } from './platform-tables.ts'

/** Where the platform's own tables live. Never in `public`, where a plugin's raw SQL could meet them. */
export const platformSchema = 'patchbay'

/**
 * Brings the platform's tables to what this version needs: all of it or nothing.
 *
 * @returns the names that were applied now.
 * @throws Error when one fails, or when the database was made by a newer version.
 */
export async function migratePlatform(
  database: Kysely<PlatformTables>,
  migrations: Readonly<Record<string, Migration>>,
): Promise<string[]> {
  return inMigration(database, async (transaction) => {
    const migrator = new Migrator({
      db: transaction,
      provider: { getMigrations: async () => ({ ...migrations }) },
      migrationTableSchema: platformSchema,
      migrationTableName: 'migrations',
      migrationLockTableName: 'migrations_lock',
    })
    const { error, results = [] } = await migrator.migrateToLatest()
    if (error) throw toMigrationError(error, results.find((result) => result.status === 'Error')?.migrationName)
    return results.map((result) => result.migrationName)
  })
}

/**
 * Looks whether the platform's tables are what this version needs, and changes nothing. Newer ones are welcome: migrations
 * only add, until no older version runs.
 *
 * @throws PendingMigrationsError
 */
export async function checkPlatform(database: Kysely<PlatformTables>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const { rows: tables } = await sql<{ found: boolean }>`
    select to_regclass(${`${platformSchema}.migrations`}) is not null as found`.execute(database)
  const { rows } = tables[0]?.found
    ? await sql<{ name: string }>`select name from ${sql.table(`${platformSchema}.migrations`)}`.execute(database)
    : { rows: [] }
  const applied = new Set(rows.map(({ name }) => name))
  const pending = Object.keys(migrations).filter((name) => !applied.has(name))
  if (pending.length > 0) throw new PendingMigrationsError(pending)
}

function toMigrationError(cause: unknown, name: string | undefined): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = name
    ? `Migration ${name} of the platform failed and left nothing behind: ${reason}`
    : `The database does not fit this version of Patchbay: ${reason}. If a newer version has used it, run that one.`
  return new Error(message, { cause })
}
