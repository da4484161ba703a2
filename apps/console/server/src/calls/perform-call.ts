import type { SafeRequest } from '@patchbay/safe-fetch'
import type { Call, NoticeCode } from '../api.ts'
import type { Run } from '../conversations/run.ts'
import type { ModelCall, ModelTool } from '../models/model-client.ts'
import type { Installs, PluginToken } from '../plugins/installs.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import { findChanges } from '../plugins/to-plugin.ts'
import { sendCall } from './send-call.ts'

export interface CallOptions {
  run: Run
  request: SafeRequest
  installs: Installs
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
  const isAllowed = tool.action.mayAlwaysAllow && install.alwaysAllowed.includes(tool.action.name)
  if (tool.action.asks && !isAllowed && !(await confirm(options, call, { tool, alwaysAllowed: install.alwaysAllowed }))) return
  call.status = 'running'
  await show(call)
  await send(options, call, { tool, plugin })
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

async function send(options: CallOptions, call: Call, { tool, plugin }: { tool: ModelTool; plugin: StoredPlugin }): Promise<void> {
  const { action } = tool
  const token = await options.findToken(plugin)
  if (!token && action.needsAuth && plugin.definition.auth.type !== 'none')
    return fail(options, call, `The person has to sign in to ${plugin.definition.title} first; the console shows them where.`)
  // Our own plugins remember what was done under a key, so that nothing happens twice.
  const own = plugin.ownerId === null && action.asks ? [['idempotency-key', call.id] as const] : []
  const headers = [...options.headers, ...own]
  const sent = await sendCall({ request: options.request, action, arguments: call.arguments, token, headers, signal: options.run.signal })
  Object.assign(call, {
    request: sent.request,
    response: sent.response,
    milliseconds: sent.milliseconds,
    curl: sent.curl,
    problem: sent.problem,
  })
  call.status = sent.response && sent.response.status < 400 ? 'done' : 'failed'
  await options.show(call)
}
