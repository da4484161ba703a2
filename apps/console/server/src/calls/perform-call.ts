import type { ElicitRequest } from '@modelcontextprotocol/client'
import type { Call } from '../api.ts'
import type { ModelCall, ModelTool } from '../models/model-client.ts'
import type { PluginToken } from '../plugins/installs.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'
import { findChanges } from '../plugins/to-plugin.ts'
import { askForServer, askToConfirm } from './ask-person.ts'
import type { CallOptions } from './call-options.ts'
import { confirmForPlugin } from './confirm-for-plugin.ts'
import { findToken } from './find-token.ts'
import { followJob } from './follow-job.ts'
import { readConfirmation } from './plugin-confirmation.ts'
import { sendCall } from './send-call.ts'
import { sendSigned } from './send-signed.ts'
import { sendToolCall } from './send-tool-call.ts'

/** The card of a call that a model wants. */
export function beginCall({ tools }: Pick<CallOptions, 'tools'>, { name, arguments: text }: ModelCall): Call {
  const tool = findTool(tools, name)
  return {
    id: crypto.randomUUID(),
    pluginId: tool?.plugin.id ?? '',
    pluginTitle: tool?.plugin.title ?? '',
    action: tool?.action.name ?? name,
    arguments: parseArguments(text) ?? {},
    status: 'running',
    question: null,
    request: null,
    response: null,
    milliseconds: null,
    curl: null,
    job: null,
    hasWidget: tool?.action.widget !== undefined,
    problem: null,
  }
}

/** By its name; models also write it as `todo.addTodo` or leave the plugin out, which is clear where only one fits. */
function findTool(tools: readonly ModelTool[], name: string): ModelTool | undefined {
  const toPlain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const isAlike = (tool: ModelTool) => [tool.name, tool.action.name].some((each) => toPlain(each) === toPlain(name))
  const alike = tools.filter(isAlike)
  return tools.find((tool) => tool.name === name) ?? (alike.length === 1 ? alike[0] : undefined)
}

/** Does a call, or says in its card why not. Only a person's answer lets pass what asks. */
export async function performCall(options: CallOptions, call: Call, { name, arguments: text }: ModelCall): Promise<void> {
  const { tools, plugins, show, notify } = options
  const tool = findTool(tools, name)
  const plugin = tool && plugins.get(tool.plugin.id)
  if (!tool || !plugin) return fail(options, call, `There is no function ${name}. Use one of those that are described.`)
  const input = parseArguments(text)
  if (!input) {
    notify('bad-arguments', `The model called ${tool.action.name} with arguments that are not JSON; it was told so.`)
    return fail(options, call, 'The arguments are not a JSON object. Call it again with a JSON object that fits its parameters.')
  }
  const install = await options.installs.find(options.run.userId, plugin.id)
  if (!install) return fail(options, call, `${plugin.definition.title} is not installed.`)
  if (findChanges(plugin, install)) {
    notify('plugin-changed', `${plugin.definition.title} has changed since you installed it. Look at the changes and accept them first.`)
    return fail(options, call, 'The plugin has changed, and the person has to accept that first.')
  }
  call.arguments = toKnown(tool, input)
  // Only a person's answer makes one of these, never what a model says.
  delete call.arguments['confirmationId']
  const isAllowed = tool.action.mayAlwaysAllow && install.alwaysAllowed.includes(tool.action.name)
  if (tool.action.asks && !isAllowed && !asksItself(plugin, tool) && !(await askToConfirm(options, call, tool))) return
  const missing = toMissing(tool, call.arguments)
  if (missing.length > 0) return fail(options, call, `It needs ${missing.join(', ')}.`)
  call.status = 'running'
  await show(call)
  await send(options, call, { tool, plugin })
}

/** What is shown is what is sent: an operation has no place for other members. */
function toKnown({ action: { input, operation } }: ModelTool, values: Record<string, unknown>): Record<string, unknown> {
  if (!operation) return values
  return Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(input.properties, name)))
}

function toMissing({ action }: ModelTool, values: Record<string, unknown>): string[] {
  return (action.input.required ?? []).filter((name) => values[name] === undefined)
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

async function deny({ show }: CallOptions, call: Call): Promise<void> {
  call.status = 'denied'
  await show(call)
}

async function fail({ show }: CallOptions, call: Call, problem: string): Promise<void> {
  call.status = 'failed'
  call.problem = problem
  await show(call)
}

interface Sending {
  tool: ModelTool
  plugin: StoredPlugin
}

async function send(options: CallOptions, call: Call, { tool, plugin }: Sending, confirmationId?: string): Promise<void> {
  const { action } = tool
  const token = await findToken(options, plugin)
  if (typeof token === 'string') return fail(options, call, token)
  if (!token && action.needsAuth && plugin.definition.auth.type !== 'none')
    return fail(options, call, `The person has to sign in to ${plugin.definition.title} first; the console shows them where.`)
  if (plugin.kind === 'mcp') return sendTool(options, call, { tool, plugin, token })
  // Our own plugins remember what was done under a key, so that nothing happens twice.
  const own = plugin.ownerId === null && action.asks && confirmationId === undefined ? [['idempotency-key', call.id] as const] : []
  const headers = [...options.headers, ...own]
  const input = { ...call.arguments, ...(confirmationId !== undefined && { confirmationId }) }
  const { request: ask, run } = options
  const sent = await sendSigned(options, {
    plugin,
    token,
    send: (each) => sendCall({ request: ask, action, arguments: input, token: each, headers, signal: run.signal }),
  })
  const { request, response, milliseconds, curl, problem } = sent
  Object.assign(call, { request, response, milliseconds, curl, problem })
  const asked = confirmationId === undefined ? readConfirmation(call) : undefined
  if (asked) {
    const agreed = await confirmForPlugin(options, call, { tool, plugin, asked })
    if (typeof agreed === 'string') return fail(options, call, agreed)
    return agreed ? send(options, call, { tool, plugin }, asked.id) : deny(options, call)
  }
  const job = options.jobs.find(call)
  if (job) return followJob(options, call, job, token)
  call.status = response && response.status < 300 ? 'done' : 'failed'
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
  const asked = { url, request, action: tool.action, arguments: call.arguments, signal: run.signal, onQuestion }
  const sent = await sendSigned(options, { plugin, token, send: (each) => sendToolCall({ ...asked, token: each }) })
  Object.assign(call, { request: sent.request, response: sent.response, milliseconds: sent.milliseconds, problem: sent.problem })
  call.status = sent.isError ? 'failed' : 'done'
  await show(call)
}
