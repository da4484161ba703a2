import { type Kysely, sql, type Transaction } from 'kysely'
import { inMigration } from '../in-migration.ts'
import { type AppliedMigration, findPending, type PendingMigration } from './find-pending.ts'

interface LedgerTables {
  patchbay_migrations: AppliedMigration
}

/**
 * Applies what is new of a plugin's migrations, in the order of their names and in one transaction, and remembers it in the plugin's
 * own schema.
 *
 * @returns the names that were applied now.
 * @throws Error that names a migration which fails, has changed or has gone; then nothing was applied.
 */
export async function migratePlugin(
  plugin: { name: string; schema: string; database: Kysely<LedgerTables> },
  migrations: Readonly<Record<string, string>>,
): Promise<string[]> {
  return inMigration(plugin.database, async (transaction) => {
    await makeLedger(transaction, plugin.schema)
    const applied = await transaction.selectFrom('patchbay_migrations').select(['name', 'hash']).execute()
    const pending = findPending(plugin.name, migrations, applied)
    for (const migration of pending) await apply(transaction, plugin.name, migration)
    return pending.map(({ name }) => name)
  })
}

async function makeLedger(transaction: Transaction<LedgerTables>, schema: string): Promise<void> {
  await sql`create schema if not exists ${sql.id(schema)}`.execute(transaction)
  await sql`create table if not exists patchbay_migrations (
    name text primary key, hash text not null, applied_at timestamptz not null default now()
  )`.execute(transaction)
}

async function apply(transaction: Transaction<LedgerTables>, plugin: string, { name, hash, text }: PendingMigration): Promise<void> {
  const before = await currentTransaction(transaction)
  await sql
    .raw(text)
    .execute(transaction)
    .catch((error: Error) => {
      throw new Error(`Migration ${name} of the plugin ${plugin} failed, nothing was applied: ${error.message}`, { cause: error })
    })
  if ((await currentTransaction(transaction)) !== before) {
    throw new Error(
      `Migration ${name} of the plugin ${plugin} ends its transaction. Take out its COMMIT or ROLLBACK: Patchbay has its own.`,
    )
  }
  await transaction.insertInto('patchbay_migrations').values({ name, hash }).execute()
}

async function currentTransaction(transaction: Transaction<LedgerTables>): Promise<string> {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(transaction)
  return rows[0]!.id
}
