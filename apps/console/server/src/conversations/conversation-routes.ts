import type Router from '@koa/router'
import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { Answer, ConsoleLimits } from '../api.ts'
import type { Call, CallState } from '../call.ts'
import type { Jobs } from '../calls/jobs.ts'
import { readJson } from '../http/read-json.ts'
import type { PluginStore } from '../plugins/plugin-store.ts'
import type { TokenFinder } from '../plugins/token-finder.ts'
import type { ConversationService } from './conversation-service.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Runs } from './runs.ts'
import { toBranch } from './to-model-messages.ts'
import { sendEvents } from './send-events.ts'

export interface ConversationRoutesOptions {
  conversations: ConversationStore
  conversationService: ConversationService
  runs: Runs
  limits: ConsoleLimits
  plugins: PluginStore
  tokens: TokenFinder
  jobs: Jobs
}

/** The database stores none. */
const noNul = /^[^\0]*$/
const pluginIds = z.array(z.string().max(100)).max(20)
const values = z.record(z.string(), z.unknown())
const questionId = z.uuid().optional()
const answer = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.enum(['allow', 'always-allow']), arguments: values.optional(), questionId }),
  z.strictObject({ decision: z.literal('deny'), questionId }),
  z.strictObject({ decision: z.literal('accept'), content: values.optional(), questionId }),
])

export function addConversationRoutes(router: Router<CallState>, options: ConversationRoutesOptions): void {
  addConversations(router, options)
  addMessages(router, options)
  addReplay(router, options)
  addRuns(router, options)
  addJobs(router, options)
}

function addConversations(
  router: Router<CallState>,
  { conversations, conversationService: service, runs }: ConversationRoutesOptions,
): void {
  router.get('/api/conversations', async (ctx) => {
    const query = z
      .object({ query: z.string().trim().min(1).max(200).regex(noNul).optional(), before: z.coerce.date().optional() })
      .safeParse({ query: ctx.query['query'] || undefined, before: ctx.query['before'] })
    if (!query.success) throw new AppError('invalid_input', 'query is a text of at most 200 characters, before a date.')
    const { query: text, before } = query.data
    ctx.body = {
      conversations: await conversations.list(ctx.state.account!.id, { ...(text && { query: text }), ...(before && { before }) }),
    }
  })
  router.post('/api/conversations', async (ctx) => {
    const account = ctx.state.account!
    const body = await readJson(ctx as Call, z.strictObject({ pluginIds: pluginIds.default([]) }))
    await service.checkPlugins(account, body.pluginIds)
    ctx.body = await service.find(account, await conversations.create(account.id, body.pluginIds))
  })
  router.get('/api/conversations/:id', async (ctx) => {
    ctx.body = await service.find(ctx.state.account!, ctx.params['id']!)
  })
  router.patch('/api/conversations/:id', async (ctx) => {
    const account = ctx.state.account!
    const title = z.string().trim().min(1).max(200).optional()
    const change = await readJson(ctx as Call, z.strictObject({ title, pluginIds: pluginIds.optional(), leafId: z.uuid().optional() }))
    const { id, messages, pluginIds: before } = await service.find(account, ctx.params['id']!)
    if (change.pluginIds) await service.checkPlugins(account, change.pluginIds, before)
    if (change.leafId !== undefined && !messages.some((message) => message.id === change.leafId))
      throw new AppError('not_found', 'There is no such message.')
    await conversations.update(id, toDefined(change))
    ctx.body = await service.find(account, id)
  })
  router.delete('/api/conversations/:id', async (ctx) => {
    const id = ctx.params['id']!
    const run = runs.ofConversation(id)
    if (run?.userId === ctx.state.account!.id) run.stop()
    await conversations.remove(ctx.state.account!.id, id)
    sendNull(ctx as Call)
  })
  router.get('/api/conversations/:id/prompt', async (ctx) => {
    ctx.body = await service.prompt(ctx.state.account!, ctx.params['id']!)
  })
}

/** The person's messages of the shown branch, said anew in a conversation of its own, one after the other. */
function addReplay(router: Router<CallState>, { conversations, conversationService: service, runs }: ConversationRoutesOptions): void {
  router.post('/api/conversations/:id/replay', async (ctx) => {
    const account = ctx.state.account!
    const old = await service.find(account, ctx.params['id']!)
    await service.checkPlugins(account, old.pluginIds)
    const id = await conversations.create(account.id, old.pluginIds)
    const sentences = toBranch(old.messages, old.leafId).flatMap((message) => (message.role === 'user' ? [message.text] : []))
    const [first, ...rest] = sentences
    if (first !== undefined) await service.send(account, id, { text: first })
    void (async () => {
      for (const text of rest) {
        await runs.ofConversation(id)?.ended
        await service.send(account, id, { text })
      }
    })().catch(() => undefined)
    ctx.body = await service.find(account, id)
  })
}

function addMessages(router: Router<CallState>, { conversationService: service, limits }: ConversationRoutesOptions): void {
  const choice = z.strictObject({ pluginId: z.string(), action: z.string(), arguments: values })
  const newMessage = z.strictObject({
    text: z.string().trim().min(1, 'Write something first.').max(limits.messageLength),
    parentId: z.uuid().nullable().optional(),
    choice: choice.optional(),
  })
  router.post('/api/conversations/:id/messages', async (ctx) => {
    const message = await readJson(ctx as Call, newMessage)
    ctx.body = await service.send(ctx.state.account!, ctx.params['id']!, toDefined(message))
    ctx.status = 202
  })
  router.post('/api/conversations/:id/retry', async (ctx) => {
    const { messageId } = await readJson(ctx as Call, z.strictObject({ messageId: z.uuid() }))
    ctx.body = await service.retry(ctx.state.account!, ctx.params['id']!, messageId)
    ctx.status = 202
  })
}

function addRuns(router: Router<CallState>, { runs, conversations }: ConversationRoutesOptions): void {
  router.get('/api/runs/:id/events', (ctx) => sendEvents(ctx as Call, runs.find(ctx.state.account!.id, ctx.params['id']!)))
  router.post('/api/runs/:id/stop', (ctx) => {
    runs.find(ctx.state.account!.id, ctx.params['id']!).stop()
    sendNull(ctx as Call)
  })
  router.post('/api/calls/:id/answer', async (ctx) => {
    const callId = ctx.params['id']!
    const given = await readJson(ctx as Call, answer)
    const { conversationId, message } = await conversations.findCall(ctx.state.account!.id, callId)
    const run = runs.ofConversation(conversationId)
    if (!run) throw new AppError('conflict', 'This question was answered already, or its answer was stopped.')
    run.answer(callId, toDefined(given) as Answer, given.questionId)
    const part = message.parts.find((each) => each.type === 'call' && each.call.id === callId)
    ctx.body = part?.type === 'call' ? part.call : null
  })
}

/** A job that outlived its answer: its card asks for it. What is learnt is kept in the card. */
function addJobs(router: Router<CallState>, { conversations, plugins, tokens, jobs }: ConversationRoutesOptions): void {
  const look = async (ctx: Call, isCancel: boolean) => {
    const account = ctx.state.account!
    const { message } = await conversations.findCall(account.id, ctx.params['id']!)
    const part = message.parts.find((each) => each.type === 'call' && each.call.id === ctx.params['id'])
    if (part?.type !== 'call' || !part.call.job) throw new AppError('not_found', 'This call began no job.')
    const { call } = part
    const plugin = await plugins.find(account, call.pluginId)
    const token = await tokens.find(account.id, plugin)
    call.job = isCancel ? await jobs.cancel(call, plugin, token) : await jobs.read(call, token)
    if (call.status === 'background' && !call.job.canCancel) {
      call.status = call.job.state === 'done' ? 'done' : 'failed'
      await conversations.saveAnswer(message)
    }
    ctx.body = call.job
  }
  router.get('/api/calls/:id/job', (ctx) => look(ctx as Call, false))
  router.delete('/api/calls/:id/job', (ctx) => look(ctx as Call, true))
}

function sendNull(ctx: Call): void {
  ctx.type = 'application/json; charset=utf-8'
  ctx.body = 'null'
}

/** Leaves out members that are undefined. */
function toDefined<Value extends object>(value: Value) {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>
  }
}
