import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'
import { leaseDuration } from './claim-jobs.ts'

/** Milliseconds between two renewals. */
export const renewEvery = 4_000

export interface Held {
  id: string
  attempt: number
}

/**
 * Says that these attempts live, also where one was taken for dead and no other has begun.
 *
 * @returns the jobs among them that somebody wants to end
 */
export async function renewLeases(database: Kysely<PlatformTables>, held: readonly Held[]): Promise<string[]> {
  if (held.length === 0) return []
  const { rows } = await sql<{ id: string; cancelled: boolean }>`update patchbay.jobs j
      set status = 'running', lease_until = now() + ${leaseDuration} * interval '1 millisecond'
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as h (id uuid, attempt int)
    where j.id = h.id and j.attempt = h.attempt and j.status in ('running', 'queued')
    returning j.id, j.cancel_requested_at is not null as cancelled`.execute(database)
  return rows.filter(({ cancelled }) => cancelled).map(({ id }) => id)
}
