import { AppError } from '../app-error.ts'
import type { ActionContext } from '../context.ts'
import type { Action } from '../define-action.ts'
import { authOf, type Plugin } from '../define-plugin.ts'
import { longestAnswer } from '../quality-rules/longest-answer.ts'
import { type CallOptions, createActionContext, type TestSetting } from './test-context.ts'

export interface ActionCall extends CallOptions {
  plugin: Plugin
  services: object
  setting: TestSetting
}

/** Calls an action as the platform does. What goes in and comes out is JSON, so a Date in an answer arrives as text. */
export async function callAction(name: string, input: unknown, call: ActionCall): Promise<unknown> {
  const action = findAction(call.plugin, name)
  const { parsed, context } = prepare(action, input, call)
  const run = action.run as (input: unknown, context: ActionContext) => unknown
  return toAnswer(action, await run(parsed, context))
}

/** The question with which an action asks first. */
export async function askConfirmation(name: string, input: unknown, call: ActionCall): Promise<string> {
  const action = findAction(call.plugin, name)
  if (!action.confirm) throw new TypeError(`${name} asks nothing: it has no confirm.`)
  const { parsed, context } = prepare(action, input, call)
  const confirm = action.confirm as (input: unknown, context: ActionContext) => string | Promise<string>
  return confirm(parsed, context)
}

function prepare(action: Action, input: unknown, call: ActionCall): { parsed: unknown; context: ActionContext } {
  refuseMissingUser(call, action)
  const parsed: unknown = action.input.parse(toJson(input))
  const timeout = action.background ? (action.background.timeout ?? 600_000) : action.timeout
  return { parsed, context: { ...createActionContext(call.setting, call, timeout), ...call.services } }
}

function findAction({ name: plugin, actions }: Plugin, name: string): Action {
  const action = actions.find((candidate) => candidate.name === name)
  if (action) return action
  throw new TypeError(`${plugin} has no action ${name}. It has ${actions.map((known) => known.name).join(', ')}.`)
}

function refuseMissingUser({ plugin, user }: ActionCall, action: Action): void {
  const auth = authOf(plugin, action)
  if (user || auth === 'none' || auth === 'service') return
  throw new AppError(
    'unauthorized',
    `${action.name} needs a user. In a test: call('${action.name}', input, { user: host.user('ada@example.com') }).`,
  )
}

function toAnswer(action: Action, answer: unknown): unknown {
  const parsed = action.output.safeParse(answer)
  if (!parsed.success) {
    throw new Error(`${action.name} gave an answer that is not of its output schema: ${parsed.error.message}`, { cause: parsed.error })
  }
  const text = JSON.stringify(parsed.data)
  if (text.length < longestAnswer) return JSON.parse(text)
  throw new Error(`${action.name} gave an answer of ${text.length} characters; hosts read less than ${longestAnswer}. Answer in parts.`)
}

function toJson(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined
  return text === undefined ? undefined : JSON.parse(text)
}
