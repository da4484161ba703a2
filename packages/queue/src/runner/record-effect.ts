import type { PlatformTables } from '@patchbay/database'
import { sql, type Kysely } from 'kysely'
import type { Attempt } from './work.ts'

/**
 * Says, in the transaction of its effects, that they are done. The row is locked until the commit, so of two attempts one waits for
 * the other and then finds it done.
 *
 * @throws Error when this attempt was superseded; that undoes the effects
 */
export async function recordEffect(transaction: Kysely<PlatformTables>, attempt: Attempt, text: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`update patchbay.jobs set effect = ${text}
    where id = ${attempt.id} and attempt = ${attempt.number} and effect is null and status in ('running', 'queued')
    returning id`.execute(transaction)
  if (rows.length === 0) throw new Error('Another attempt of this job has begun, so the effects of this one were undone.')
}
