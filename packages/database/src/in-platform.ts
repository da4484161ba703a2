import type { Kysely } from 'kysely'
import { platformSchema } from './migrate-platform.ts'
import type { PlatformTables } from './platform-tables.ts'

/** The platform's tables within a transaction of a plugin's handle, so that both are written or neither. Kysely queries only. */
export function inPlatform(transaction: Kysely<never>): Kysely<PlatformTables> {
  return (transaction as unknown as Kysely<PlatformTables>).withoutPlugins().withSchema(platformSchema)
}
