import type { PGlite } from '@electric-sql/pglite'
import { Kysely, sql, type Transaction, WithSchemaPlugin } from 'kysely'
import type { Database } from '../../context.ts'
import { EmbeddedPool } from './embedded-pool.ts'
import { loadPGlite } from './load-pglite.ts'
import { SchemaDialect } from './schema-dialect.ts'

export interface TestSchema extends AsyncDisposable {
  // oxlint-disable-next-line typescript/no-explicit-any -- tests name the tables where they take the handle
  database: Database<any>
}

const pools = new WeakMap<PGlite, EmbeddedPool>()
let made = 0

/**
 * Makes a new schema with a plugin's tables. Disposing drops it.
 *
 * @throws Error that names the migration which fails
 */
export async function openTestSchema(plugin: string, migrations: Readonly<Record<string, string>>): Promise<TestSchema> {
  const pool = await openPool()
  const schema = `plugin_${plugin.replaceAll('-', '_')}_${++made}`
  const database = new Kysely<unknown>({ dialect: new SchemaDialect({ pool }, schema), plugins: [new WithSchemaPlugin(schema)] })
  await sql`create schema ${sql.id(schema)}`.execute(database)
  const drop = () => sql`drop schema ${sql.id(schema)} cascade`.execute(database)
  try {
    await database.transaction().execute((transaction) => migrate(transaction, migrations))
  } catch (error) {
    await drop()
    throw error
  }
  return { database, [Symbol.asyncDispose]: async () => void (await drop()) }
}

/** One for all hosts of a process: they take turns on its one connection. */
async function openPool(): Promise<EmbeddedPool> {
  const pglite = await loadPGlite()
  const pool = pools.get(pglite) ?? new EmbeddedPool(pglite)
  pools.set(pglite, pool)
  return pool
}

async function migrate(transaction: Transaction<unknown>, migrations: Readonly<Record<string, string>>): Promise<void> {
  const before = await currentTransaction(transaction)
  for (const name of Object.keys(migrations).toSorted()) {
    await sql
      .raw(migrations[name]!)
      .execute(transaction)
      .catch((error: Error) => {
        throw new Error(`Migration ${name} failed: ${error.message}`, { cause: error })
      })
    if ((await currentTransaction(transaction)) === before) continue
    throw new Error(`Migration ${name} ends its transaction. Take out its COMMIT or ROLLBACK: Patchbay has its own.`)
  }
}

async function currentTransaction(transaction: Transaction<unknown>): Promise<string> {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(transaction)
  return rows[0]!.id
}
