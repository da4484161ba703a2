import type { SafeRequest } from '@patchbay/safe-fetch'
import type { ElicitRequest, ElicitResult } from '@modelcontextprotocol/client'
import { setTimeout } from 'node:timers/promises'
import type { Confirmations } from '@patchbay/queue'
import type { Call, NoticeCode, Question } from '../api.ts'
import type { Run } from '../conversations/run.ts'
import type { ModelCall, ModelTool } from '../models/model-client.ts'
import type { Installs, PluginToken } from '../plugins/installs.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import { findChanges } from '../plugins/to-plugin.ts'
import type { Jobs } from './jobs.ts'
import { readConfirmation, type PluginConfirmation } from './plugin-confirmation.ts'
import { sendCall } from './send-call.ts'
import { sendToolCall } from './send-tool-call.ts'

export interface CallOptions {
  run: Run
  request: SafeRequest
  installs: Installs
  jobs: Jobs
  /** Of the platform: what a person agreed to here. */
  confirmations: Pick<Confirmations, 'approve' | 'refuse'>
  plugins: ReadonlyMap<string, StoredPlugin>
  tools: readonly ModelTool[]
  findToken: (plugin: StoredPlugin) => Promise<PluginToken | undefined>
  /** Of the conversation: what the host of 2023 sent. */
  headers: readonly (readonly [name: string, value: string])[]
  /** The card has changed. */
  show: (call: Call) => Promise<void>
  notify: (code: NoticeCode, text: string) => void
}

/** The card of a call that a model wants. */
export function beginCall({ tools }: Pick<CallOptions, 'tools'>, { name }: ModelCall): Call {
  const tool = tools.find((each) => each.name === name)
  return {
    id: crypto.randomUUID(),
    pluginId: tool?.plugin.id ?? '',
    pluginTitle: tool?.plugin.title ?? '',
    action: tool?.action.name ?? name,
    arguments: {},
    status: 'running',
    question: null,
    request: null,
    response: null,
    milliseconds: null,
    curl: null,
    job: null,
    problem: null,
  }
}

/** Does a call, or says in its card why not. Only a person's answer lets pass what asks. */
export async function performCall(options: CallOptions, call: Call, { name, arguments: text }: ModelCall): Promise<void> {
  const { tools, plugins, show, notify } = options
  const tool = tools.find((each) => each.name === name)
  const plugin = tool && plugins.get(tool.plugin.id)
  if (!tool || !plugin) return fail(options, call, `There is no function ${name}. Use one of those that are described.`)
  const input = parseArguments(text)
  if (!input) {
    notify('bad-arguments', `The model called ${tool.action.name} with arguments that are not JSON; it was told so.`)
    return fail(options, call, 'The arguments are not a JSON object. Call it again with a JSON object that fits its parameters.')
  }
  call.arguments = input
  const install = await options.installs.find(options.run.userId, plugin.id)
  if (!install) return fail(options, call, `${plugin.definition.title} is not installed.`)
  if (findChanges(plugin, install)) {
    notify('plugin-changed', `${plugin.definition.title} has changed since you installed it. Look at the changes and accept them first.`)
    return fail(options, call, 'The plugin has changed, and the person has to accept that first.')
  }
  // Only a person's answer makes one of these, never what a model says.
  delete call.arguments['confirmationId']
  const isAllowed = tool.action.mayAlwaysAllow && install.alwaysAllowed.includes(tool.action.name)
  if (
    tool.action.asks &&
    !isAllowed &&
    !asksItself(plugin, tool) &&
    !(await confirm(options, call, { tool, alwaysAllowed: install.alwaysAllowed }))
  )
    return
  call.status = 'running'
  await show(call)
  await send(options, call, { tool, plugin })
}

/** An action of this Patchbay that changes nothing at first, but asks: one dialog is enough. */
function asksItself({ ownerId }: StoredPlugin, { action }: ModelTool): boolean {
  return ownerId === null && 'confirmationId' in action.input.properties
}

function parseArguments(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {}
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

async function fail({ show }: CallOptions, call: Call, problem: string): Promise<void> {
  call.status = 'failed'
  call.problem = problem
  await show(call)
}

interface Asking {
  tool: ModelTool
  alwaysAllowed: readonly string[]
}

/** Shows the dialog with the real arguments, which the person may change. */
async function confirm(options: CallOptions, call: Call, { tool, alwaysAllowed }: Asking): Promise<boolean> {
  const { run, installs, show } = options
  const { mayAlwaysAllow, isDestructive, name } = tool.action
  call.status = 'asking'
  call.question = {
    type: 'confirmation',
    from: 'console',
    text: null,
    arguments: call.arguments,
    isEditable: true,
    mayAlwaysAllow,
    isDestructive,
    expiresAt: null,
  }
  const asked = run.ask(call.id)
  await show(call)
  const answer = await asked
  call.question = null
  if (answer.decision !== 'allow' && answer.decision !== 'always-allow') {
    call.status = 'denied'
    await show(call)
    return false
  }
  if (answer.arguments) call.arguments = answer.arguments
  if (answer.decision === 'always-allow' && mayAlwaysAllow)
    await installs.setAlwaysAllowed(run.userId, call.pluginId, [...alwaysAllowed, name])
  return true
}

interface Sending {
  tool: ModelTool
  plugin: StoredPlugin
}

async function send(options: CallOptions, call: Call, { tool, plugin }: Sending, confirmationId?: string): Promise<void> {
  const { action } = tool
  const token = await options.findToken(plugin)
  if (!token && action.needsAuth && plugin.definition.auth.type !== 'none')
    return fail(options, call, `The person has to sign in to ${plugin.definition.title} first; the console shows them where.`)
  if (plugin.kind === 'mcp') return sendTool(options, call, { tool, plugin, token })
  // Our own plugins remember what was done under a key, so that nothing happens twice.
  const own = plugin.ownerId === null && action.asks && confirmationId === undefined ? [['idempotency-key', call.id] as const] : []
  const headers = [...options.headers, ...own]
  const input = { ...call.arguments, ...(confirmationId !== undefined && { confirmationId }) }
  const sent = await sendCall({ request: options.request, action, arguments: input, token, headers, signal: options.run.signal })
  const { request, response, milliseconds, curl, problem } = sent
  Object.assign(call, { request, response, milliseconds, curl, problem })
  const asked = confirmationId === undefined ? readConfirmation(call) : undefined
  if (asked) return askForPlugin(options, call, { tool, plugin, asked })
  const job = options.jobs.find(call, sent.headers)
  if (job) return follow(options, call, job, token)
  call.status = response && response.status < 400 ? 'done' : 'failed'
  await options.show(call)
}

async function sendTool(
  options: CallOptions,
  call: Call,
  { tool, plugin, token }: Sending & { token: PluginToken | undefined },
): Promise<void> {
  const { request, run, show } = options
  const onQuestion = (question: ElicitRequest['params']) => askForServer(options, call, question)
  const { url } = plugin.definition
  const sent = await sendToolCall({ url, request, action: tool.action, arguments: call.arguments, token, signal: run.signal, onQuestion })
  Object.assign(call, { request: sent.request, response: sent.response, milliseconds: sent.milliseconds, problem: sent.problem })
  call.status = sent.isError ? 'failed' : 'done'
  await show(call)
}

/** MCP elicitation: the server asks the person. A form of plain fields, or a page of its own. */
async function askForServer({ run, show }: CallOptions, call: Call, question: ElicitRequest['params']): Promise<ElicitResult> {
  call.status = 'asking'
  call.question = toServerQuestion(question)
  const waiting = run.ask(call.id)
  await show(call)
  const answer = await waiting
  call.question = null
  call.status = 'running'
  await show(call)
  if (answer.decision !== 'accept') return { action: 'decline' }
  return { action: 'accept', ...(answer.content && { content: answer.content as NonNullable<ElicitResult['content']> }) }
}

function toServerQuestion(question: ElicitRequest['params']): Question {
  if (question.mode === 'url') return { type: 'url', text: question.message, url: question.url, host: URL.parse(question.url)?.host ?? '' }
  return { type: 'form', text: question.message, schema: question.requestedSchema as Record<string, unknown> }
}

/**
 * The plugin wants to know whether the person agrees. For plugins of this Patchbay the console gives the answer to the platform, since a
 * person gave it here; for others the person has to give it on the plugin's page.
 */
async function askForPlugin(
  options: CallOptions,
  call: Call,
  { tool, plugin, asked }: Sending & { asked: PluginConfirmation },
): Promise<void> {
  const { run, show, confirmations } = options
  const { id, message, url } = asked
  const isOwn = plugin.ownerId === null
  if (!isOwn && url === undefined) return fail(options, call, 'The plugin wants a confirmation, but does not say where it is given.')
  call.status = 'asking'
  call.question = isOwn ? toQuestion(asked, tool) : { type: 'url', text: message, url: url!, host: new URL(url!).host }
  const waiting = run.ask(call.id)
  await show(call)
  const { decision } = await waiting
  call.question = null
  if (decision === 'deny') {
    if (isOwn) await confirmations.refuse(id, run.userId)
    call.status = 'denied'
    return show(call)
  }
  if (isOwn && !(await confirmations.approve(id, run.userId))) return fail(options, call, 'This confirmation is too old. Ask for it again.')
  call.status = 'running'
  await show(call)
  await send(options, call, { tool, plugin }, id)
}

function toQuestion({ message, arguments: values, expiresAt }: PluginConfirmation, { action }: ModelTool): Question {
  return {
    type: 'confirmation',
    from: 'plugin',
    text: message,
    arguments: values,
    // What the plugin asked for is what will be done.
    isEditable: false,
    mayAlwaysAllow: false,
    isDestructive: action.isDestructive,
    expiresAt: expiresAt ?? null,
  }
}

/** Milliseconds between looks at a job, and how long an answer waits for it. */
const pause = 1000
const patience = 30_000

/** Tells how far the job is. One that takes long goes on by itself: its card asks for it. */
async function follow(options: CallOptions, call: Call, { id }: { id: string }, token: PluginToken | undefined): Promise<void> {
  call.status = 'background'
  call.job = { id, state: 'queued', progress: null, message: null, canCancel: true, result: null, problem: null }
  await options.show(call)
  for (const end = performance.now() + patience; performance.now() < end;) {
    const job = await options.jobs.read(call, token).catch(() => undefined)
    if (job) call.job = job
    await options.show(call)
    if (job && job.state !== 'queued' && job.state !== 'running') {
      call.status = job.state === 'done' ? 'done' : 'failed'
      call.problem = job.state === 'cancelled' ? 'The job was cancelled.' : job.problem
      return options.show(call)
    }
    await setTimeout(pause, undefined, { signal: options.run.signal })
  }
}
