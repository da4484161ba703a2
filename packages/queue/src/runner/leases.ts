import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'

export interface Held {
  id: string
  attempt: number
}

/**
 * Says that these attempts live, also where one was taken for dead and no other has begun. One that has ended has no worker any more:
 * a renewal that comes late does not bring it back.
 *
 * @param lease milliseconds from now
 * @returns the jobs among them that somebody wants to end
 */
export async function renewLeases(database: Kysely<PlatformTables>, held: readonly Held[], lease: number): Promise<string[]> {
  if (held.length === 0) return []
  const { rows } = await sql<{ id: string; cancelled: boolean }>`update patchbay.jobs j
      set status = 'running', lease_until = now() + ${lease} * interval '1 millisecond'
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as h (id uuid, attempt int)
    where j.id = h.id and j.attempt = h.attempt and j.status in ('running', 'queued') and j.worker is not null
    returning j.id, j.cancel_requested_at is not null as cancelled`.execute(database)
  return rows.filter(({ cancelled }) => cancelled).map(({ id }) => id)
}
