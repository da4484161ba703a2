import type Router from '@koa/router'
import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { Call as Card } from '../api.ts'
import type { Call, CallState } from '../call.ts'
import type { ConversationStore } from '../conversations/conversation-store.ts'
import { readJson } from '../http/read-json.ts'
import type { PluginStore } from '../plugins/plugin-store.ts'
import type { TokenFinder } from '../plugins/token-finder.ts'
import type { Widgets } from './widgets.ts'

export interface WidgetRoutesOptions {
  conversations: ConversationStore
  plugins: PluginStore
  tokens: TokenFinder
  widgets: Widgets
}

const toolSchema = z.strictObject({ name: z.string().min(1).max(200), arguments: z.record(z.string(), z.unknown()).default({}) })

export function addWidgetRoutes(router: Router<CallState>, { conversations, plugins, tokens, widgets }: WidgetRoutesOptions): void {
  const find = async (ctx: Call) => {
    const account = ctx.state.account!
    const call = await findCard(conversations, account.id, ctx.params['id']!)
    const plugin = await plugins.find(account, call.pluginId)
    return { call, plugin, token: await tokens.find(account.id, plugin) }
  }
  router.get('/api/calls/:id/widget', async (ctx) => {
    ctx.body = await widgets.load(await find(ctx as Call))
  })
  router.post('/api/calls/:id/widget/tool', async (ctx) => {
    const { name, arguments: input } = await readJson(ctx as Call, toolSchema)
    ctx.body = await widgets.callTool(await find(ctx as Call), name, input)
  })
}

async function findCard(conversations: ConversationStore, userId: string, callId: string): Promise<Card> {
  const { message } = await conversations.findCall(userId, callId)
  const part = message.parts.find((each) => each.type === 'call' && each.call.id === callId)
  const call = part?.type === 'call' ? part.call : undefined
  if (!call?.hasWidget || call.status !== 'done') throw new AppError('not_found', 'This call has no widget to show.')
  return call
}
