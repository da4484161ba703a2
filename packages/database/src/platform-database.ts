import type { Database } from '@patchbay/plugin-kit'
import { type Kysely, sql } from 'kysely'
import type { Pool } from 'pg'
import { createKysely } from './create-kysely.ts'
import { checkPlatform, migratePlatform, platformSchema } from './migrate-platform.ts'
import { migrations as platformMigrations } from './migrations/index.ts'
import type { PlatformTables } from './platform-tables.ts'
import { checkPlugin, type LedgerTables, migratePlugin } from './plugins/migrate-plugin.ts'
import { toPluginSchema } from './plugins/plugin-schema.ts'

/** The one database of a Patchbay process: the platform's tables, and a handle per plugin. */
export interface PlatformDatabase extends AsyncDisposable {
  /** The platform's own tables. */
  kysely: Kysely<PlatformTables>
  /** What everything runs on. Embedded it has the shape of `pg.Pool`, by promise: no callbacks, cursors or streams. */
  pool: Pool
  embedded: boolean
  /**
   * The tables of one plugin: a wall against mistakes, not against hostile code.
   *
   * @throws TypeError when this can't be the name of a plugin.
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- a plugin names its tables where it takes the handle
  forPlugin: (name: string) => Database<any>
  /**
   * Applies what is new and returns its names; throws an Error that says what to do when something does not fit.
   * Where the process may not migrate it only looks, and throws PendingMigrationsError when there is something.
   */
  migratePlugin: (name: string, migrations: Readonly<Record<string, string>>) => Promise<string[]>
  /** Rejects when the database does not answer. */
  ping: () => Promise<void>
  /** Waits for what runs, then closes. Twice does no harm. */
  close: () => Promise<void>
}

export interface PlatformDatabaseOptions {
  embedded: boolean
  /** Whether this process changes tables. If not, it looks whether they are what it needs. */
  migrates: boolean
  close: () => Promise<void>
}

/** Makes the platform's tables, and the handles over the pool. Closes the pool when that fails. */
export async function createPlatformDatabase(pool: Pool, options: PlatformDatabaseOptions): Promise<PlatformDatabase> {
  const kysely = createKysely<PlatformTables>(pool, platformSchema)
  let closing: Promise<void> | undefined
  const close = () => (closing ??= options.close())
  try {
    await (options.migrates ? migratePlatform : checkPlatform)(kysely, platformMigrations)
  } catch (error) {
    await close()
    throw error
  }
  return {
    kysely,
    pool,
    embedded: options.embedded,
    ...createPluginHandles(pool, options.migrates),
    ping: () => ping(kysely),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function createPluginHandles(pool: Pool, migrates: boolean): Pick<PlatformDatabase, 'forPlugin' | 'migratePlugin'> {
  let last: Promise<unknown> = Promise.resolve()
  return {
    forPlugin: (name) => createKysely(pool, toPluginSchema(name)),
    migratePlugin: async (name, migrations) => {
      const schema = toPluginSchema(name)
      // Only one can run at a time, and those that wait must not take the pool's connections.
      const plugin = { name, schema, database: createKysely<LedgerTables>(pool, schema) }
      const run = last.then(async () => (migrates ? migratePlugin(plugin, migrations) : checkPlugin(plugin, migrations).then(() => [])))
      last = run.catch(() => {})
      return run
    },
  }
}

async function ping(kysely: Kysely<PlatformTables>): Promise<void> {
  await sql`select 1`.execute(kysely)
}
