export { PGlitePool, type PGlitePoolOptions } from './embedded/pglite-pool.ts'
export { openDatabase, type OpenDatabaseOptions } from './open-database.ts'
export type { PlatformDatabase } from './platform-database.ts'
export type { KeysTable, PlatformTables, UsersTable } from './platform-tables.ts'
