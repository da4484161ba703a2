import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'
import { repeat, type Loop } from './repeat.ts'

const hour = 3_600_000

/** Removes jobs a week after their end; parked ones a month after. */
export function startCleaning(database: Kysely<PlatformTables>, onError: (error: unknown) => void): Loop {
  return repeat(
    hour,
    async () => {
      await sql`delete from patchbay.jobs where finished_at < now() - interval '7 days'
        and (parked_at is null or parked_at < now() - interval '30 days')`.execute(database)
    },
    onError,
  )
}
