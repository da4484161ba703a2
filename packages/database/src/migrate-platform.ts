import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { inMigration } from './in-migration.ts'
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

function toMigrationError(cause: unknown, name: string | undefined): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = name
    ? `Migration ${name} of the platform failed and left nothing behind: ${reason}`
    : `The database does not fit this version of Patchbay: ${reason}. If a newer version has used it, run that one.`
  return new Error(message, { cause })
}
