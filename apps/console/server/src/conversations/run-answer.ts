import type { Account, EphemeralIds } from '@patchbay/auth'
import type { PlatformDatabase } from '@patchbay/database'
import type { Logger } from '@patchbay/log'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { AssistantMessage, Call, Message, NewMessage } from '../api.ts'
import type { CallOptions } from '../calls/call-options.ts'
import { recordCall } from '../calls/call-records.ts'
import type { Jobs } from '../calls/jobs.ts'
import { beginCall, performCall } from '../calls/perform-call.ts'
import type { ModelCall, ModelClient } from '../models/model-client.ts'
import { toSystemPrompt } from '../models/system-prompt.ts'
import { toTools } from '../models/to-tools.ts'
import type { Installs } from '../plugins/installs.ts'
import type { PluginStore, StoredPlugin } from '../plugins/plugin-store.ts'
import type { TokenFinder } from '../plugins/token-finder.ts'
import { loadSettings } from '../session/settings.ts'
import type { ConversationStore } from './conversation-store.ts'
import { Draft } from './draft.ts'
import type { Run } from './run.ts'
import { runTurn } from './run-turn.ts'
import type { Runs } from './runs.ts'
import { toModelMessages } from './to-model-messages.ts'

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

interface Answering {
  account: Account
  run: Run
  answer: AssistantMessage
  branch: readonly Message[]
  enabled: readonly StoredPlugin[]
  choice: NewMessage['choice']
}

/** Makes the answer, while the page watches or not. */
export async function runAnswer(
  options: ConversationServiceOptions,
  { account, run, answer, branch, enabled, choice }: Answering,
): Promise<void> {
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
    const perform = async (call: Call, wanted: ModelCall) => {
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
