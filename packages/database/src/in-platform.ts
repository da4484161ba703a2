import type { Kysely } from 'kysely'
import { platformSchema } from './migrate-platform.ts'
import type { PlatformTables } from './platform-tables.ts'

/** The platform's tables within a transaction of a plugin's handle, so that both are written or neither. Kysely queries only. */
// oxlint-disable-next-line typescript/no-explicit-any -- only the plugin knows its tables
export function inPlatform(transaction: Kysely<any>): Kysely<PlatformTables> {
  return (transaction as Kysely<PlatformTables>).withoutPlugins().withSchema(platformSchema)
}
