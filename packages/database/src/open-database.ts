import type { Log } from '@patchbay/plugin-kit'
import type { Pool } from 'pg'
import { openEmbeddedPool } from './embedded/open-embedded-pool.ts'
import { openServerPool } from './open-server-pool.ts'
import { createPlatformDatabase, type PlatformDatabase } from './platform-database.ts'

export interface OpenDatabaseOptions {
  /** `postgres://…` of a PostgreSQL server; embedded without it. */
  url?: string | undefined
  /** Where the embedded database lives, such as `.patchbay/database`. */
  folder: string
  log?: Log | undefined
  /** Whether this process changes tables, as it does when left out. If not, it only looks whether they are what it needs. */
  migrates?: boolean | undefined
}

/**
 * Opens the database of this process, and brings the platform's tables up to date. Close it: an open one keeps the process alive.
 *
 * @throws Error that says what to do: another process has the folder, the server does not answer, a migration does not fit;
 * PendingMigrationsError when something is to be migrated that this process may not.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<PlatformDatabase> {
  const { migrates = true } = options
  if (options.url !== undefined) {
    const pool = await openServerPool(options.url, options.log)
    return createPlatformDatabase(pool, { embedded: false, migrates, close: () => pool.end() })
  }
  const { pool, close } = await openEmbeddedPool(options.folder)
  return createPlatformDatabase(pool as unknown as Pool, { embedded: true, migrates, close })
}
