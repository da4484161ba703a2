import type { PlatformDatabase } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import type { AssistantMessage, Message, Part, UserMessage } from '../api.ts'
import type { ConversationStore } from './conversation-store.ts'

type MessageRows = Pick<ConversationStore, 'addUserMessage' | 'addAnswer' | 'saveAnswer' | 'findMessage' | 'findCall'>

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

export function createMessageRows({ kysely }: PlatformDatabase): MessageRows {
  const mine = (userId: string) =>
    kysely
      .selectFrom('console_messages')
      .selectAll('console_messages')
      .innerJoin('console_conversations', 'console_conversations.id', 'console_messages.conversation_id')
      .where('console_conversations.user_id', '=', userId)

  return {
    addUserMessage: async (message) => toMessage(await insert(kysely, { ...message, role: 'user', details: {} })) as UserMessage,

    async addAnswer(conversationId, parentId, model) {
      const details: Details = { status: 'running', parts: [], problem: null, usage: null, ...model }
      return toMessage(await insert(kysely, { conversationId, parentId, role: 'assistant', text: '', details })) as AssistantMessage
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

interface NewRow {
  conversationId: string
  parentId: string | null
  role: 'user' | 'assistant'
  text: string
  details: object
}

/** A new message is the end of the branch that is shown. */
async function insert(kysely: PlatformDatabase['kysely'], { conversationId, parentId, role, text, details }: NewRow): Promise<MessageRow> {
  const values = { conversation_id: conversationId, parent_id: parentId, role, text: toStorable(text), details: JSON.stringify(details) }
  const message = await kysely.insertInto('console_messages').values(values).returningAll().executeTakeFirstOrThrow()
  const change = { leaf_id: message.id, updated_at: new Date() }
  await kysely.updateTable('console_conversations').set(change).where('id', '=', conversationId).execute()
  return message
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

export function notFound(what: string): AppError {
  return new AppError('not_found', `There is no such ${what}, or it is not yours.`)
}

export function toMessage(row: MessageRow): Message {
  const base = { id: row.id, parentId: row.parent_id, createdAt: row.created_at.toISOString() }
  if (row.role === 'user') return { ...base, role: 'user', text: row.text }
  return { ...base, role: 'assistant', ...(row.details as Details) }
}

/** What a search finds of an answer. */
function toText(parts: readonly Part[]): string {
  return toStorable(parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n'))
}

/** PostgreSQL takes no NUL in texts. */
function toStorable(text: string): string {
  return text.replaceAll('\u0000', '')
}
