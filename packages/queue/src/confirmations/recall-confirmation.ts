import type { PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'
import { toFingerprint } from '../idempotency/canonical-json.ts'
import type { ConfirmedCall } from './confirmation.ts'

/** The latest question about this very call that can still be used, or that was refused: a refusal is found once. */
export async function recallConfirmation(
  { kysely }: PlatformDatabase,
  { userId, plugin, action, input }: ConfirmedCall,
): Promise<string | undefined> {
  const found = await kysely
    .selectFrom('confirmations')
    .select(['id', 'refused_at'])
    .where('user_id', '=', userId)
    .where('arguments_hash', '=', toFingerprint(plugin, action, input))
    .where('holder', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (found?.refused_at) await expire(kysely, found.id)
  return found?.id
}

async function expire(kysely: PlatformDatabase['kysely'], id: string): Promise<void> {
  await kysely
    .updateTable('confirmations')
    .set({ expires_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}
