import type { Account } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { AssistantMessage, Conversation, ConversationPrompt, Message, NewMessage, Part, StartedRun, UserMessage } from '../api.ts'
import type { ModelClient } from '../models/model-client.ts'
import { toTools } from '../models/to-tools.ts'
import { toSystemPrompt } from '../models/system-prompt.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import { toPromptPreview } from '../plugins/to-inspection.ts'
import { toPlugin } from '../plugins/to-plugin.ts'
import { countTokens } from '../plugins/tokens.ts'
import type { Run } from './run.ts'
import { runAnswer, type ConversationServiceOptions } from './run-answer.ts'
import { toBranch } from './to-model-messages.ts'

export interface ConversationService {
  find(account: Account, id: string): Promise<Conversation>
  /** @param before those that are on already. @throws AppError `conflict` when they can't be on together. */
  checkPlugins(account: Account, ids: readonly string[], before?: readonly string[]): Promise<void>
  prompt(account: Account, id: string): Promise<ConversationPrompt>
  send(account: Account, id: string, message: NewMessage): Promise<StartedRun>
  retry(account: Account, id: string, messageId: string): Promise<StartedRun>
}

export function createConversationService(options: ConversationServiceOptions): ConversationService {
  const { conversations, runs, plugins, installs, model } = options

  const find = async (account: Account, id: string): Promise<Conversation> => {
    const conversation = await conversations.find(account.id, id)
    const run = runs.ofConversation(id)
    const enabled = await loadPlugins(options, account, conversation.pluginIds)
    return {
      ...conversation,
      pluginIds: enabled.map((plugin) => plugin.id),
      messages: run ? conversation.messages : conversation.messages.map(toEnded),
      runId: run?.id ?? null,
    }
  }

  return {
    find,

    async checkPlugins(account, ids, before = []) {
      if (ids.length > options.pluginsAtOnce)
        throw new AppError('conflict', `At most ${options.pluginsAtOnce} plugins can be on at once. Switch one off.`)
      const mine = await installs.all(account.id)
      for (const id of ids.filter((each) => !before.includes(each))) {
        const plugin = await plugins.find(account, id)
        const { isReady, title, needs } = toPlugin(plugin, account, mine.get(id))
        if (!isReady) throw new AppError('conflict', `${title} can’t be switched on: ${needs ?? 'install'} comes first.`)
      }
    },

    async prompt(account, id) {
      const { pluginIds } = await conversations.find(account.id, id)
      return toConversationPrompt(await loadPlugins(options, account, pluginIds), model)
    },

    async send(account, id, { text, parentId, choice }) {
      const conversation = await find(account, id)
      if (conversation.runId !== null) throw new AppError('conflict', 'An answer is being made. Wait for it, or stop it.')
      const parent = parentId === undefined ? conversation.leafId : parentId
      const before = conversation.messages.find((message) => message.id === parent)
      if (parent !== null && before?.role !== 'assistant') throw new AppError('conflict', 'A message follows an answer. Reload the page.')
      const store = async (run: Run) => {
        const message = await conversations.addUserMessage({ conversationId: id, parentId: parent, text })
        if (conversation.title === '') {
          await conversations.update(id, { title: toTitle(text) })
          run.emit({ type: 'title', title: toTitle(text) })
        }
        return message
      }
      const { run, parent: message, answer } = await start(options, { account, conversation, store, choice })
      return { runId: run.id, messages: [message, answer] }
    },

    async retry(account, id, messageId) {
      const conversation = await find(account, id)
      const old = conversation.messages.find((message) => message.id === messageId)
      // A message whose answer was never begun is answered itself.
      const parent = old?.role === 'user' ? old : conversation.messages.find((message) => message.id === old?.parentId)
      if (parent?.role !== 'user') throw new AppError('not_found', 'There is no such answer.')
      const { run, answer } = await start(options, { account, conversation, store: () => Promise.resolve(parent) })
      return { runId: run.id, messages: [answer] }
    },
  }
}

/** Those of a conversation that the person still has. */
async function loadPlugins(
  { plugins, installs }: ConversationServiceOptions,
  { id: userId }: Account,
  ids: readonly string[],
): Promise<StoredPlugin[]> {
  const mine = await installs.all(userId)
  const found = await Promise.all(ids.map((id) => plugins.byId(id)))
  return found.filter((plugin) => plugin !== undefined).filter(({ id, status }) => status !== 'banned' && mine.has(id))
}

interface Start {
  account: Account
  conversation: Conversation
  /** Stores the message of the person that is answered, once it is sure that it will be. */
  store: (run: Run) => Promise<UserMessage>
  choice?: NewMessage['choice']
}

/** Begins an answer; it goes on by itself. */
async function start(
  options: ConversationServiceOptions,
  { account, conversation, store, choice }: Start,
): Promise<{ run: Run; parent: UserMessage; answer: AssistantMessage }> {
  const { conversations, runs, model } = options
  const run = runs.start(account.id, conversation.id)
  try {
    const parent = await store(run)
    const { name, kind } = model.info
    const answer = await conversations.addAnswer(conversation.id, parent.id, { model: name, isPlanner: kind === 'planner' })
    const branch = [...toBranch(conversation.messages, parent.parentId), parent]
    const enabled = await loadPlugins(options, account, conversation.pluginIds)
    void runAnswer(options, { account, run, answer, branch, enabled, choice })
    return { run, parent, answer }
  } catch (error) {
    runs.end(run)
    throw error
  }
}

async function toConversationPrompt(
  enabled: readonly StoredPlugin[],
  { info: { window }, toFunctionText }: ModelClient,
): Promise<ConversationPrompt> {
  const text = toSystemPrompt(
    enabled.map(({ definition }) => definition),
    new Date(),
  )
  const tokens = await countTokens(text)
  const plugins = enabled.map(async ({ id, definition }) => ({
    id,
    title: definition.title,
    ...(await toPromptPreview(definition, window)),
  }))
  const functionTokens = await countTokens(toFunctionText?.(toTools(enabled)) ?? '')
  return { text, tokens, functionTokens, share: (tokens + functionTokens) / window, plugins: await Promise.all(plugins) }
}

/** An answer that was being made when its process ended. */
function toEnded(message: Message): Message {
  if (message.role === 'user' || (message.status !== 'running' && message.status !== 'waiting')) return message
  return { ...message, status: 'stopped', parts: message.parts.map(toEndedPart) }
}

function toEndedPart(part: Part): Part {
  if (part.type !== 'call' || (part.call.status !== 'asking' && part.call.status !== 'running')) return part
  return { ...part, call: { ...part.call, status: 'stopped', question: null } }
}

function toTitle(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
