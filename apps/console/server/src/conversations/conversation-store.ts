import type { PlatformDatabase } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import type { AssistantMessage, Conversation, ConversationSummary, Message, Part, UserMessage } from '../api.ts'

export interface NewUserMessage {
  conversationId: string
  parentId: string | null
  text: string
}

/** Conversations of people. Nobody finds another's. */
export interface ConversationStore {
  list(userId: string, options: { query?: string; before?: Date }): Promise<ConversationSummary[]>
  create(userId: string, pluginIds: readonly string[]): Promise<string>
  /** @throws AppError `not_found` */
  find(userId: string, id: string): Promise<Omit<Conversation, 'runId'>>
  update(id: string, change: { title?: string; pluginIds?: readonly string[]; leafId?: string | null }): Promise<void>
  remove(userId: string, id: string): Promise<void>
  addUserMessage(message: NewUserMessage): Promise<UserMessage>
  addAnswer(conversationId: string, parentId: string, model: Pick<AssistantMessage, 'model' | 'isPlanner'>): Promise<AssistantMessage>
  saveAnswer(message: AssistantMessage): Promise<void>
  /** A message of the person's, with the conversation it stands in. @throws AppError `not_found` */
  findMessage(userId: string, messageId: string): Promise<{ conversationId: string; message: Message }>
  /** The answer in which a call stands. @throws AppError `not_found` */
  findCall(userId: string, callId: string): Promise<{ conversationId: string; message: AssistantMessage }>
}

type Details = Pick<AssistantMessage, 'status' | 'parts' | 'model' | 'isPlanner' | 'problem' | 'usage'>

interface MessageRow {
  id: string
  conversation_id: string
  parent_id: string | null
  role: 'user' | 'assistant'
  text: string
  details: unknown
  created_at: Date
}

export function createConversationStore({ kysely }: PlatformDatabase): ConversationStore {
  const messages = () => kysely.selectFrom('console_messages').selectAll('console_messages')
  const mine = (userId: string) =>
    messages()
      .innerJoin('console_conversations', 'console_conversations.id', 'console_messages.conversation_id')
      .where('console_conversations.user_id', '=', userId)
  const insert = async (row: {
    conversationId: string
    parentId: string | null
    role: 'user' | 'assistant'
    text: string
    details: object
  }) => {
    const values = { conversation_id: row.conversationId, parent_id: row.parentId, role: row.role, text: row.text }
    const inserted = kysely
      .insertInto('console_messages')
      .values({ ...values, details: JSON.stringify(row.details) })
      .returningAll()
    const message = await inserted.executeTakeFirstOrThrow()
    await touch(row.conversationId, { leaf_id: message.id })
    return message
  }
  const touch = async (id: string, change: { title?: string; plugin_ids?: string[]; leaf_id?: string | null }) => {
    await kysely
      .updateTable('console_conversations')
      .set({ ...change, updated_at: new Date() })
      .where('id', '=', id)
      .execute()
  }

  return {
    async list(userId, { query, before }) {
      const all = kysely.selectFrom('console_conversations').select(['id', 'title', 'updated_at']).where('user_id', '=', userId)
      const older = before ? all.where('updated_at', '<', before) : all
      const pattern = query === undefined ? undefined : `%${query.replaceAll(/[\\%_]/g, '\\$&')}%`
      const found =
        pattern === undefined
          ? older
          : older.where((where) =>
              where.or([
                where('title', 'ilike', pattern),
                where.exists(
                  where
                    .selectFrom('console_messages')
                    .select('console_messages.id')
                    .whereRef('conversation_id', '=', 'console_conversations.id')
                    .where('text', 'ilike', pattern),
                ),
              ]),
            )
      const rows = await found.orderBy('updated_at', 'desc').limit(50).execute()
      const summaries = rows.map(({ id, title, updated_at }) => ({ id, title, updatedAt: updated_at.toISOString() }))
      if (query === undefined || pattern === undefined || summaries.length === 0) return summaries
      const hits = await kysely
        .selectFrom('console_messages')
        .select(['conversation_id', 'text'])
        .distinctOn('conversation_id')
        .where(
          'conversation_id',
          'in',
          summaries.map(({ id }) => id),
        )
        .where('text', 'ilike', pattern)
        .orderBy('conversation_id')
        .orderBy('sequence', 'desc')
        .execute()
      const texts = new Map(hits.map((hit) => [hit.conversation_id, toSnippet(hit.text, query)]))
      return summaries.map((summary) => ({ ...summary, snippet: texts.get(summary.id) ?? toSnippet(summary.title, query) }))
    },

    async create(userId, pluginIds) {
      const row = { user_id: userId, plugin_ids: [...pluginIds] }
      return (await kysely.insertInto('console_conversations').values(row).returning('id').executeTakeFirstOrThrow()).id
    },

    async find(userId, id) {
      const row = isUuid(id)
        ? await kysely.selectFrom('console_conversations').selectAll().where('id', '=', id).where('user_id', '=', userId).executeTakeFirst()
        : undefined
      if (!row) throw notFound('conversation')
      const all = await messages().where('conversation_id', '=', id).orderBy('sequence').execute()
      const { title, plugin_ids: pluginIds, leaf_id: leafId, updated_at } = row
      return { id, title, pluginIds, leafId, updatedAt: updated_at.toISOString(), messages: all.map(toMessage) }
    },

    async update(id, { title, pluginIds, leafId }) {
      await touch(id, {
        ...(title !== undefined && { title }),
        ...(pluginIds !== undefined && { plugin_ids: [...pluginIds] }),
        ...(leafId !== undefined && { leaf_id: leafId }),
      })
    },

    async remove(userId, id) {
      if (isUuid(id)) await kysely.deleteFrom('console_conversations').where('id', '=', id).where('user_id', '=', userId).execute()
    },

    addUserMessage: async (message) => toMessage(await insert({ ...message, role: 'user', details: {} })) as UserMessage,

    async addAnswer(conversationId, parentId, model) {
      const details: Details = { status: 'running', parts: [], problem: null, usage: null, ...model }
      return toMessage(await insert({ conversationId, parentId, role: 'assistant', text: '', details })) as AssistantMessage
    },

    async saveAnswer({ id, status, parts, model, isPlanner, problem, usage }) {
      const details: Details = { status, parts, model, isPlanner, problem, usage }
      const row = { text: toText(parts), details: JSON.stringify(details) }
      await kysely.updateTable('console_messages').set(row).where('id', '=', id).execute()
    },

    async findMessage(userId, messageId) {
      const row = isUuid(messageId) ? await mine(userId).where('console_messages.id', '=', messageId).executeTakeFirst() : undefined
      if (!row) throw notFound('message')
      return { conversationId: row.conversation_id, message: toMessage(row) }
    },

    async findCall(userId, callId) {
      const call = isUuid(callId)
        ? await kysely
            .selectFrom('console_calls')
            .select('message_id')
            .where('id', '=', callId)
            .where('user_id', '=', userId)
            .executeTakeFirst()
        : undefined
      const row = call && (await mine(userId).where('console_messages.id', '=', call.message_id).executeTakeFirst())
      if (!row) throw notFound('call')
      return { conversationId: row.conversation_id, message: toMessage(row) as AssistantMessage }
    },
  }
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

function notFound(what: string): AppError {
  return new AppError('not_found', `There is no such ${what}, or it is not yours.`)
}

function toMessage(row: MessageRow): Message {
  const base = { id: row.id, parentId: row.parent_id, createdAt: row.created_at.toISOString() }
  if (row.role === 'user') return { ...base, role: 'user', text: row.text }
  return { ...base, role: 'assistant', ...(row.details as Details) }
}

/** What a search finds of an answer. */
function toText(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}

function toSnippet(text: string, query: string): string {
  const at = text.toLowerCase().indexOf(query.toLowerCase())
  if (at === -1) return text.slice(0, 100)
  const from = Math.max(0, at - 40)
  const end = at + query.length
  return `${from > 0 ? '…' : ''}${text.slice(from, at)}\u0002${text.slice(at, end)}\u0003${text.slice(end, end + 80)}`
}
