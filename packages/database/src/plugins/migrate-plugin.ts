import { type Kysely, sql, type Transaction } from 'kysely'
import { inMigration } from '../in-migration.ts'
import { PendingMigrationsError } from '../pending-migrations.ts'
import { type AppliedMigration, findPending, type PendingMigration } from './find-pending.ts'

export interface LedgerTables {
  patchbay_migrations: AppliedMigration
}

interface MigratedPlugin {
  name: string
  schema: string
  database: Kysely<LedgerTables>
}

/**
 * Applies what is new of a plugin's migrations, in the order of their names and in one transaction, and remembers it in the plugin's
 * own schema.
 *
 * @returns the names that were applied now.
 * @throws Error that names a migration which fails, has changed or has gone; then nothing was applied.
 */
export async function migratePlugin(plugin: MigratedPlugin, migrations: Readonly<Record<string, string>>): Promise<string[]> {
  return inMigration(plugin.database, async (transaction) => {
    await makeLedger(transaction, plugin.schema)
    const applied = await transaction.selectFrom('patchbay_migrations').select(['name', 'hash']).execute()
    const pending = findPending(plugin.name, migrations, applied)
    for (const migration of pending) await apply(transaction, plugin, migration)
    return pending.map(({ name }) => name)
  })
}

/**
 * Looks whether a plugin's tables are what it needs, and changes nothing.
 *
 * @throws PendingMigrationsError
 */
export async function checkPlugin({ name, schema, database }: MigratedPlugin, migrations: Readonly<Record<string, string>>): Promise<void> {
  const names = Object.keys(migrations)
  if (names.length === 0) return
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass(${`${schema}.patchbay_migrations`}) is not null as found`.execute(database)
  const applied = rows[0]?.found ? await database.selectFrom('patchbay_migrations').select('name').execute() : []
  const pending = names.filter((each) => !applied.some((row) => row.name === each))
  if (pending.length > 0) throw new PendingMigrationsError(pending.map((each) => `${name}/${each}`))
}

async function makeLedger(transaction: Transaction<LedgerTables>, schema: string): Promise<void> {
  await sql`create schema if not exists ${sql.id(schema)}`.execute(transaction)
  await sql`create table if not exists patchbay_migrations (
    name text primary key, hash text not null, applied_at timestamptz not null default now()
  )`.execute(transaction)
}

async function apply(transaction: Transaction<LedgerTables>, plugin: MigratedPlugin, migration: PendingMigration): Promise<void> {
  const { name, hash, text } = migration
  const title = `Migration ${name} of the plugin ${plugin.name}`
  const before = await readSession(transaction)
  await sql
    .raw(text)
    .execute(transaction)
    .catch((error: Error) => {
      throw new Error(`${title} failed, nothing was applied: ${error.message}`, { cause: error })
    })
  const after = await readSession(transaction)
  if (after.id !== before.id) throw new Error(`${title} ends its transaction. Take out its COMMIT or ROLLBACK: Patchbay has its own.`)
  if (after.path !== before.path) {
    throw new Error(`${title} changes search_path. Take that out: its tables belong into the schema ${plugin.schema}.`)
  }
  await transaction.insertInto('patchbay_migrations').values({ name, hash }).execute()
}

/** What a migration must leave as it is. A path that is set for the session would stay with the connection. */
async function readSession(transaction: Transaction<LedgerTables>): Promise<{ id: string; path: string }> {
  const { rows } = await sql<{ id: string; path: string }>`
    select pg_current_xact_id()::text as id, current_setting('search_path') as path`.execute(transaction)
  return rows[0]!
}
