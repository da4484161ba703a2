import type { PlatformDatabase } from '@patchbay/database'
import type { AssistantMessage, Conversation, ConversationSummary, Message, UserMessage } from '../api.ts'
import { createConversationRows } from './conversation-rows.ts'
import { createMessageRows } from './message-rows.ts'

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

export function createConversationStore(database: PlatformDatabase): ConversationStore {
  return { ...createConversationRows(database), ...createMessageRows(database) }
}
