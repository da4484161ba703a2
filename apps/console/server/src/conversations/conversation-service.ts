import type { Account } from '@patchbay/auth'
import type { PlatformDatabase } from '@patchbay/database'
import type { Logger } from '@patchbay/log'
import { AppError } from '@patchbay/plugin-kit'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { AssistantMessage, Call, Conversation, ConversationPrompt, Message, NewMessage, StartedRun } from '../api.ts'
import type { CallOptions } from '../calls/call-options.ts'
import { beginCall, performCall } from '../calls/perform-call.ts'
import type { Jobs } from '../calls/jobs.ts'
import { recordCall } from '../calls/call-records.ts'
import type { ModelClient } from '../models/model-client.ts'
import { toSystemPrompt } from '../models/system-prompt.ts'
import { toTools } from '../models/to-tools.ts'
import type { Installs } from '../plugins/installs.ts'
import type { PluginStore, StoredPlugin } from '../plugins/plugin-store.ts'
import type { TokenFinder } from '../plugins/token-finder.ts'
import { toPromptPreview } from '../plugins/to-inspection.ts'
import { toPlugin } from '../plugins/to-plugin.ts'
import { countTokens } from '../plugins/tokens.ts'
import type { EphemeralIds } from '../session/ephemeral-ids.ts'
import { loadSettings } from '../session/settings.ts'
import type { ConversationStore } from './conversation-store.ts'
import { Draft } from './draft.ts'
import type { Run } from './run.ts'
import { runTurn } from './run-turn.ts'
import type { Runs } from './runs.ts'
import { toBranch, toModelMessages } from './to-model-messages.ts'

export interface ConversationServiceOptions {
  database: PlatformDatabase
  conversations: ConversationStore
  runs: Runs
  plugins: PluginStore
  installs: Installs
  tokens: TokenFinder
  request: SafeRequest
  jobs: Jobs
  confirmations: CallOptions['confirmations']
  audit: CallOptions['audit']
  model: ModelClient
  ephemeralIds: EphemeralIds
  pluginsAtOnce: number
  log: Logger
}

export interface ConversationService {
  find(account: Account, id: string): Promise<Conversation>
  /** @throws AppError `conflict` when they can't be on together. */
  checkPlugins(account: Account, ids: readonly string[]): Promise<void>
  prompt(account: Account, id: string): Promise<ConversationPrompt>
  send(account: Account, id: string, message: NewMessage): Promise<StartedRun>
  retry(account: Account, id: string, messageId: string): Promise<StartedRun>
}

export function createConversationService(options: ConversationServiceOptions): ConversationService {
  const { conversations, runs, plugins, installs, model } = options

  const find = async (account: Account, id: string): Promise<Conversation> => {
    const conversation = await conversations.find(account.id, id)
    const run = runs.ofConversation(id)
    return { ...conversation, messages: run ? conversation.messages : conversation.messages.map(toEnded), runId: run?.id ?? null }
  }

  const loadPlugins = async (account: Account, ids: readonly string[]): Promise<StoredPlugin[]> => {
    const mine = await installs.all(account.id)
    const found = await Promise.all(ids.map((id) => plugins.byId(id)))
    return found.filter((each) => each !== undefined && each.status !== 'banned' && mine.has(each.id)) as StoredPlugin[]
  }

  const start = async (account: Account, conversation: Conversation, turn: { parent: Message; choice?: NewMessage['choice'] }) => {
    const run = runs.start(account.id, conversation.id)
    try {
      const { name, kind } = model.info
      const answer = await conversations.addAnswer(conversation.id, turn.parent.id, { model: name, isPlanner: kind === 'planner' })
      const branch = [...toBranch(conversation.messages, turn.parent.parentId), turn.parent]
      const enabled = await loadPlugins(account, conversation.pluginIds)
      void runAnswer(options, { account, run, answer, branch, enabled, choice: turn.choice })
      return { run, answer }
    } catch (error) {
      runs.end(run)
      throw error
    }
  }

  return {
    find,

    async checkPlugins(account, ids) {
      if (ids.length > options.pluginsAtOnce)
        throw new AppError('conflict', `At most ${options.pluginsAtOnce} plugins can be on at once. Switch one off.`)
      const mine = await installs.all(account.id)
      for (const id of ids) {
        const plugin = await plugins.find(account, id)
        const { isReady, title, needs } = toPlugin(plugin, account, mine.get(id))
        if (!isReady) throw new AppError('conflict', `${title} can’t be switched on: ${needs ?? 'install'} comes first.`)
      }
    },

    async prompt(account, id) {
      const { pluginIds } = await conversations.find(account.id, id)
      const enabled = await loadPlugins(account, pluginIds)
      const text = toSystemPrompt(
        enabled.map(({ definition }) => definition),
        new Date(),
      )
      const tokens = await countTokens(text)
      const { window } = model.info
      const each = enabled.map(async (plugin) => ({
        id: plugin.id,
        title: plugin.definition.title,
        ...(await toPromptPreview(plugin.definition, window)),
      }))
      return { text, tokens, share: tokens / window, plugins: await Promise.all(each) }
    },

    async send(account, id, { text, parentId, choice }) {
      const conversation = await find(account, id)
      if (conversation.runId !== null) throw new AppError('conflict', 'An answer is being made. Wait for it, or stop it.')
      const parent = parentId === undefined ? conversation.leafId : parentId
      const before = conversation.messages.find((message) => message.id === parent)
      if (parent !== null && before?.role !== 'assistant') throw new AppError('conflict', 'A message follows an answer. Reload the page.')
      const message = await conversations.addUserMessage({ conversationId: id, parentId: parent, text })
      if (conversation.title === '') await conversations.update(id, { title: toTitle(text) })
      const { run, answer } = await start(account, conversation, { parent: message, choice })
      if (conversation.title === '') run.emit({ type: 'title', title: toTitle(text) })
      return { runId: run.id, messages: [message, answer] }
    },

    async retry(account, id, messageId) {
      const conversation = await find(account, id)
      const old = conversation.messages.find((message) => message.id === messageId)
      const parent = conversation.messages.find((message) => message.id === old?.parentId)
      if (old?.role !== 'assistant' || parent?.role !== 'user') throw new AppError('not_found', 'There is no such answer.')
      const { run, answer } = await start(account, conversation, { parent })
      return { runId: run.id, messages: [answer] }
    },
  }
}

interface Answering {
  account: Account
  run: Run
  answer: AssistantMessage
  branch: readonly Message[]
  enabled: readonly StoredPlugin[]
  choice: NewMessage['choice']
}

/** Makes the answer, while the page watches or not. */
async function runAnswer(options: ConversationServiceOptions, { account, run, answer, branch, enabled, choice }: Answering): Promise<void> {
  const { conversations, runs, model, log } = options
  const tools = toTools(enabled)
  const draft = new Draft(structuredClone(answer), run, conversations)
  try {
    const system = toSystemPrompt(
      enabled.map(({ definition }) => definition),
      new Date(),
    )
    const calls: CallOptions = {
      run,
      tools,
      request: options.request,
      installs: options.installs,
      jobs: options.jobs,
      confirmations: options.confirmations,
      audit: options.audit,
      plugins: new Map(enabled.map((plugin) => [plugin.id, plugin])),
      findToken: (plugin) => options.tokens.find(account.id, plugin),
      headers: await toCallHeaders(options, account, run.conversationId),
      show: (call) => draft.showCall(call),
      notify: (code, text) => draft.addPart({ type: 'notice', code, text }),
    }
    const perform = async (call: Call, wanted: Parameters<typeof performCall>[2]) => {
      await recordCall(options.database, { call, userId: account.id, messageId: answer.id })
      await performCall(calls, call, wanted)
      await recordCall(options.database, { call, userId: account.id, messageId: answer.id })
    }
    const messages = [{ role: 'system' as const, text: system }, ...toModelMessages(branch, tools, choice)]
    await runTurn({ model, tools, messages, draft, signal: run.signal, log, begin: (call) => beginCall(calls, call), perform })
  } catch (err) {
    log.error({ err }, 'answer failed')
  } finally {
    runs.end(run)
  }
}

/** What the host of 2023 sent with every call. */
async function toCallHeaders({ database, ephemeralIds }: ConversationServiceOptions, { id }: Account, conversationId: string) {
  const { subdivision, locale } = await loadSettings(database, id)
  return [
    ['openai-conversation-id', conversationId],
    ['openai-ephemeral-user-id', ephemeralIds.of(id)],
    ...(subdivision ? [['openai-subdivision-1-iso-code', subdivision] as const] : []),
    ...(locale ? [['accept-language', locale] as const] : []),
  ] as const
}

/** An answer that was being made when its process ended. */
function toEnded(message: Message): Message {
  if (message.role === 'user' || (message.status !== 'running' && message.status !== 'waiting')) return message
  return { ...message, status: 'stopped' }
}

function toTitle(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
