import type { Database } from '@patchbay/plugin-kit'
import { type Kysely, sql } from 'kysely'
import type { Pool } from 'pg'
import { createKysely } from './create-kysely.ts'
import { migratePlatform, platformSchema } from './migrate-platform.ts'
import { migrations as platformMigrations } from './migrations/index.ts'
import type { PlatformTables } from './platform-tables.ts'
import { migratePlugin } from './plugins/migrate-plugin.ts'
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
  /** Applies what is new and returns its names; throws an Error that says what to do when something does not fit. */
  migratePlugin: (name: string, migrations: Readonly<Record<string, string>>) => Promise<string[]>
  /** Rejects when the database does not answer. */
  ping: () => Promise<void>
  /** Waits for what runs, then closes. Twice does no harm. */
  close: () => Promise<void>
}

/** Makes the platform's tables, and the handles over the pool. Closes the pool when that fails. */
export async function createPlatformDatabase(
  pool: Pool,
  options: { embedded: boolean; close: () => Promise<void> },
): Promise<PlatformDatabase> {
  const kysely = createKysely<PlatformTables>(pool, platformSchema)
  let closing: Promise<void> | undefined
  const close = () => (closing ??= options.close())
  try {
    await migratePlatform(kysely, platformMigrations)
  } catch (error) {
    await close()
    throw error
  }
  return {
    kysely,
    pool,
    embedded: options.embedded,
    ...createPluginHandles(pool),
    ping: () => ping(kysely),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function createPluginHandles(pool: Pool): Pick<PlatformDatabase, 'forPlugin' | 'migratePlugin'> {
  let last: Promise<unknown> = Promise.resolve()
  return {
    forPlugin: (name) => createKysely(pool, toPluginSchema(name)),
    migratePlugin: async (name, migrations) => {
      const schema = toPluginSchema(name)
      // Only one can run at a time, and those that wait must not take the pool's connections.
      const run = last.then(async () => migratePlugin({ name, schema, database: createKysely(pool, schema) }, migrations))
      last = run.catch(() => {})
      return run
    },
  }
}

async function ping(kysely: Kysely<PlatformTables>): Promise<void> {
  await sql`select 1`.execute(kysely)
}
