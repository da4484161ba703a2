import { createPlanner, summarize, type Candidate as Found, type Plan, type PlannerTool, type Turn } from '@patchbay/planner'
import { isDeepStrictEqual } from 'node:util'
import { takesAway } from '@patchbay/manifest-reader'
import type { Candidate } from '../api.ts'
import { takesId } from '../plugins/definition.ts'
import type { ModelCall, ModelClient, ModelEvent, ModelMessage, ModelTool } from './model-client.ts'

/** The built-in planner: no language model, and it says so. One sentence becomes one call, and its answer a list. */
export function createPlannerClient(): ModelClient {
  return {
    info: { kind: 'planner', name: 'Built-in planner', host: null, window: 32_768 },
    async *stream(messages, tools) {
      yield* answer(messages, tools)
    },
  }
}

function* answer(messages: readonly ModelMessage[], tools: readonly ModelTool[]): Iterable<ModelEvent> {
  const last = messages.at(-1)
  if (last?.role === 'tool') return yield* tell(messages, tools)
  if (last?.role !== 'user') return
  if (tools.length === 0)
    return yield {
      type: 'text',
      text: 'I am the built-in planner, not a language model: I turn sentences into calls of plugins. Switch a plugin on first.',
    }
  const own = new Map(tools.map((tool) => [toPlannerTool(tool), tool]))
  const planner = createPlanner([...own.keys()])
  const context = { now: new Date(), turns: toTurns(messages, tools) }
  /** A candidate that was shown before, as the planner knows it. */
  const toKnown = ({ pluginId, action, arguments: input }: Pick<Candidate, 'pluginId' | 'action' | 'arguments'>) => {
    const found = [...own].find(([, tool]) => tool.plugin.id === pluginId && tool.action.name === action)
    return found && { tool: found[0], input }
  }
  const chosen = last.choice && toKnown(last.choice)
  if (chosen) return yield* go(planner.complete(chosen, '', context), own)
  const asked = toAsked(messages)
  const plan = planner.plan(last.text, context)
  if (refusal.test(last.text) && !isMeant(last.text, plan, asked))
    return yield { type: 'text', text: asked.length > 0 ? 'All right, nothing was done.' : 'All right.' }
  if (smallTalk.test(last.text))
    return yield { type: 'text', text: `I am the built-in planner, not a language model. ${toExamples(tools)}` }
  if (undoing.test(last.text) && !tools.some(({ action }) => /^(?:undo|revert|restore)/i.test(action.name)))
    return yield { type: 'text', text: 'I cannot undo what was done. Say what should be done instead, such as “delete it”.' }
  const picked = asked.length > 1 ? asked[toPlace(last.text)] : asked[0]
  const known = picked && toKnown(picked)
  if (asked.length > 1 && known) return yield* go(planner.complete(known, '', context), own)
  if (asked.length > 1 && !plan.isSure) {
    const joined = planner.plan(toSentence(messages), context)
    return yield* tellPlan(joined.isSure ? joined : plan, own)
  }
  const [best] = plan.candidates
  const isOther = best !== undefined && best.tool !== known?.tool
  // What says itself what to do is no answer.
  if (!known || (isOther && (isClear(plan) || plan.isCommand))) return yield* tellPlan(plan, own)
  const completed = planner.complete(known, last.text, context)
  if (!isDeepStrictEqual(completed.input, known.input)) return yield* go(completed, own)
  // Nothing of it answers what was asked.
  if (isOther && !plan.isUnknown) return yield* tellPlan(plan, own)
  yield* go(completed, own, 'That did not tell me. Say “never mind” to leave it.')
}

/** Nothing is left to ask. */
function isClear({ candidates: [best], isSure }: Plan): boolean {
  return best !== undefined && isSure && best.missing.length === 0
}

/** `Cancel it` is more than a no when there is something to cancel; while something is asked, only when that may be meant. */
function isMeant(sentence: string, plan: Plan, asked: readonly Candidate[]): boolean {
  const [best] = plan.candidates
  if (best?.tool.effect !== 'destructive' || !plan.isSure) return false
  if (asked.length === 0) return isClear(plan)
  const isOffered = asked.some(({ action }) => action === best.tool.name)
  return (isOffered || isClear(plan)) && /\b(it|that|this|them|those)\b/i.test(sentence)
}

const undoing =
  /^\W*(?:(?:no|oh|oops|please|can you|could you|wait)\b\W*)*(?:undo|revert)\b(?:\W*\b(?:it|that|this|please|all of it|the last one|everything)\b)*\W*$/i

const smallTalk =
  /^\W*(?:(?:hi|hiya|hello|hallo|hola|bonjour|hey|there|again|good (?:morning|evening|afternoon|day)|help(?: me)?|how does (?:this|it) work|what (?:can|could|do) (?:you|i) (?:do|say|ask)(?: here| for me)?|who are you|how are you(?: doing)?(?: today)?|what are you|are you (?:a |an )?(?:bot|robot|human|ai|person|real|sure(?: about (?:that|this|it))?)|really|why(?: not)?)\b\W*)+$/i

/** What people may say, in the words of the plugins. */
function toExamples(tools: readonly ModelTool[]): string {
  const sentences = tools.filter(({ action }) => !takesId(action)).flatMap(({ action }) => action.examples.slice(0, 1))
  if (sentences.length === 0)
    return `I know ${tools
      .slice(0, 5)
      .map(({ action }) => `\`${action.name}\``)
      .join(', ')}; say what you want of that.`
  return `Say for example:\n\n${sentences
    .slice(0, 6)
    .map(({ say }) => `- ${say}`)
    .join('\n')}`
}

/** Nothing more than a no. */
const refusal =
  /^\W*(?:(?:no|nope|nothing|thanks?|thank you|(?:so|very) much|a lot|cheers|never ?mind|forget|leave|stop|cancel|abort|don't|do not|none|not now|it|that|this|of|these|those|them|about|please|ok(?:ay)?)\b\W*)+$/i

/** `The second one` of what was shown is 1; -1 when the sentence says something else. */
function toPlace(sentence: string): number {
  const [, word = ''] = /^\W*(?:the |number )?(first|second|third|1|2|3)(?: one)?\W*$/i.exec(sentence) ?? []
  return Math.max(['first', 'second', 'third'].indexOf(word.toLowerCase()), ['1', '2', '3'].indexOf(word))
}

type Own = ReadonlyMap<PlannerTool, ModelTool>

function* tellPlan({ candidates, isSure, isUnknown, lacksList }: Plan, own: Own): Iterable<ModelEvent> {
  const [best] = candidates
  if (!best || isUnknown)
    return yield {
      type: 'text',
      text: `I found nothing that fits. Say it in other words, or switch another plugin on. ${toExamples([...own.values()])}`,
    }
  if (isSure) return yield* go(best, own)
  const text = lacksList
    ? 'There is no list yet to choose from. Show one first; or is it one of these?'
    : 'I am not sure what you mean. Is it one of these?'
  yield { type: 'candidates', text, candidates: candidates.map((each) => toCandidate(own.get(each.tool)!, each)) }
}

/** Calls it, or asks for what is missing. */
function* go(found: Found, own: Own, before = ''): Iterable<ModelEvent> {
  const tool = own.get(found.tool)!
  if (found.missing.length === 0) return yield toCall(tool, found.input)
  const text = [before, ...found.missing.map(({ question }) => question)].filter(Boolean).join('\n\n')
  if (found.missing.some(({ mustRead }) => mustRead)) return yield { type: 'text', text }
  yield { type: 'candidates', text, candidates: [toCandidate(tool, found)] }
}

/** What came back, as a list: from the newest call to the newest text. */
function* tell(messages: readonly ModelMessage[], tools: readonly ModelTool[]): Iterable<ModelEvent> {
  const from = messages.findLastIndex(({ role }) => role === 'assistant')
  const { calls } = messages[from] as Extract<ModelMessage, { role: 'assistant' }>
  for (const message of messages.slice(from + 1)) {
    if (message.role !== 'tool') continue
    const call = calls.find(({ id }) => id === message.callId)
    const action = tools.find(({ name }) => name === call?.name)?.action
    yield { type: 'text', text: `${toAnswer(toTitle(action?.name ?? 'The answer'), message.text)}\n\n` }
  }
}

function toAnswer(title: string, text: string): string {
  try {
    // Failures begin with the line of their status; what went wrong is in their body.
    const value = JSON.parse(text.replace(/^HTTP \d{3}[^\n]*\n/, '')) as unknown
    const detail = (value as { detail?: unknown } | null)?.detail
    return typeof detail === 'string' ? detail : summarize(title, value)
  } catch {
    return text.length > 2000 ? `${text.slice(0, 2000)}…` : text
  }
}

/** What the planner showed last, when the newest sentence answers that. */
function toAsked(messages: readonly ModelMessage[]): readonly Candidate[] {
  const before = messages.at(-2)
  return before?.role === 'assistant' ? before.candidates : []
}

/** The person's sentence, after those that were not understood. */
function toSentence(messages: readonly ModelMessage[]): string {
  const sentences: string[] = []
  for (const message of messages.toReversed()) {
    if (message.role === 'user') sentences.unshift(message.text)
    else if (message.role !== 'assistant' || message.candidates.length === 0) break
  }
  return sentences.join('; ')
}

/** Earlier calls with what they answered. */
function toTurns(messages: readonly ModelMessage[], tools: readonly ModelTool[]): Turn[] {
  const calls = new Map<string, ModelCall>()
  for (const message of messages) if (message.role === 'assistant') for (const call of message.calls) calls.set(call.id, call)
  return messages.flatMap((message): Turn[] => {
    const call = message.role === 'tool' ? calls.get(message.callId) : undefined
    const tool = tools.find(({ name }) => name === call?.name)
    if (message.role !== 'tool' || !call || !tool) return []
    return [{ plugin: tool.plugin.nameForModel, tool: tool.action.name, input: parseObject(call.arguments), result: parse(message.text) }]
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function parseObject(text: string): Record<string, unknown> {
  const value = parse(text)
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function toPlannerTool({ plugin, action }: ModelTool): PlannerTool {
  const { name, description, examples, input } = action
  const parameters = input as PlannerTool['parameters']
  return { plugin: plugin.nameForModel, name, description, effect: toEffect(action), examples, parameters }
}

/**
 * What it likely does: a POST may search, and a tool of an MCP server without hints need not destroy. Whether the person is asked is no
 * matter of this.
 */
function toEffect({ name, asks, mayAlwaysAllow, isDestructive, operation }: ModelTool['action']): PlannerTool['effect'] {
  const isHarmless = operation !== undefined && mayAlwaysAllow
  const isRead = /^(?:get|list|search|find|read|fetch|show|query|look_?up|describe|count|check|quote)(?![a-z])/.test(name)
  if (!asks || isHarmless || (isRead && operation?.method !== 'DELETE')) return 'read'
  return isDestructive && (operation !== undefined || takesAway(name)) ? 'destructive' : 'write'
}

function toCandidate({ plugin, action }: ModelTool, { input, missing }: Found): Candidate {
  const { name, description } = action
  const names = missing.map((each) => each.name)
  return { pluginId: plugin.id, pluginTitle: plugin.title, action: name, description, arguments: input, missing: names }
}

function toCall({ name }: ModelTool, input: Record<string, unknown>): ModelEvent {
  return { type: 'call', call: { id: `call-${crypto.randomUUID()}`, name, arguments: JSON.stringify(input) } }
}

/** `searchFlights` → `Search flights` */
function toTitle(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
