import type { PlatformDatabase } from '@patchbay/database'
import type { ConversationStore } from './conversation-store.ts'
import { isUuid, notFound, toMessage } from './message-rows.ts'
import { searchConversations } from './search-conversations.ts'

type ConversationRows = Pick<ConversationStore, 'list' | 'create' | 'find' | 'update' | 'remove'>

export function createConversationRows(database: PlatformDatabase): ConversationRows {
  const { kysely } = database
  return {
    list: (userId, options) => searchConversations(database, userId, options),

    async create(userId, pluginIds) {
      const row = { user_id: userId, plugin_ids: [...pluginIds] }
      return (await kysely.insertInto('console_conversations').values(row).returning('id').executeTakeFirstOrThrow()).id
    },

    async find(userId, id) {
      const row = isUuid(id)
        ? await kysely.selectFrom('console_conversations').selectAll().where('id', '=', id).where('user_id', '=', userId).executeTakeFirst()
        : undefined
      if (!row) throw notFound('conversation')
      const all = await kysely.selectFrom('console_messages').selectAll().where('conversation_id', '=', id).orderBy('sequence').execute()
      const { title, plugin_ids: pluginIds, leaf_id: leafId, updated_at } = row
      return { id, title, pluginIds, leafId, updatedAt: updated_at.toISOString(), messages: all.map(toMessage) }
    },

    async update(id, { title, pluginIds, leafId }) {
      const change = {
        ...(title !== undefined && { title }),
        ...(pluginIds !== undefined && { plugin_ids: [...pluginIds] }),
        ...(leafId !== undefined && { leaf_id: leafId }),
        updated_at: new Date(),
      }
      await kysely.updateTable('console_conversations').set(change).where('id', '=', id).execute()
    },

    async remove(userId, id) {
      if (isUuid(id)) await kysely.deleteFrom('console_conversations').where('id', '=', id).where('user_id', '=', userId).execute()
    },
  }
}
