import type { PlatformDatabase } from '@patchbay/database'
import type { Call } from '../api.ts'
import { isUuid } from '../conversations/message-rows.ts'

export interface CallRecord {
  call: Call
  userId: string
  messageId: string
}

/** Remembers that a call was made, how it went, and the job that it began. Calls of nothing are not counted. */
export async function recordCall({ kysely }: PlatformDatabase, { call, userId, messageId }: CallRecord): Promise<void> {
  if (call.pluginId === '' || !isUuid(call.id)) return
  const changes = {
    ok: call.status === 'done' || call.status === 'background',
    milliseconds: call.milliseconds,
    job: call.job && JSON.stringify(call.job),
  }
  await kysely
    .insertInto('console_calls')
    .values({ id: call.id, user_id: userId, message_id: messageId, plugin_id: call.pluginId, action: call.action, ...changes })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute()
}
