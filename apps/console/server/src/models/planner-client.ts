import { createPlanner, summarize, type Candidate as Found, type Plan, type PlannerTool, type Turn } from '@patchbay/planner'
import type { Candidate } from '../api.ts'
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
  const { choice } = last
  const chosen = choice && tools.find(({ plugin, action }) => plugin.id === choice.pluginId && action.name === choice.action)
  if (chosen && choice) return yield toCall(chosen, choice.arguments)
  if (tools.length === 0)
    return yield {
      type: 'text',
      text: 'I am the built-in planner, not a language model: I turn sentences into calls of plugins. Switch a plugin on first.',
    }
  const planner = createPlanner(tools.map(toPlannerTool))
  const plan = planner.plan(toSentence(messages), { now: new Date(), turns: toTurns(messages, tools) })
  yield* tellPlan(plan, tools)
}

function* tellPlan({ candidates, isSure }: Plan, tools: readonly ModelTool[]): Iterable<ModelEvent> {
  const [best] = candidates
  if (!best) return yield { type: 'text', text: 'I found nothing that fits. Say it in other words, or switch another plugin on.' }
  const tool = findTool(tools, best)
  if (isSure && best.missing.length === 0) return yield toCall(tool, best.input)
  if (isSure)
    return yield {
      type: 'candidates',
      text: best.missing.map(({ question }) => question).join('\n\n'),
      candidates: [toCandidate(tool, best)],
    }
  const text = 'I am not sure what you mean. Is it one of these?'
  yield { type: 'candidates', text, candidates: candidates.map((each) => toCandidate(findTool(tools, each), each)) }
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

/** The person's sentence; with the one before it, when the planner had asked for what was missing. */
function toSentence(messages: readonly ModelMessage[]): string {
  const sentences: string[] = []
  for (const message of messages.toReversed()) {
    if (message.role === 'user') sentences.unshift(message.text)
    else if (message.role !== 'assistant' || !message.asks) break
  }
  return sentences.join(' ')
}

/** Earlier calls with what they answered. */
function toTurns(messages: readonly ModelMessage[], tools: readonly ModelTool[]): Turn[] {
  const calls = new Map<string, ModelCall>()
  for (const message of messages) if (message.role === 'assistant') for (const call of message.calls) calls.set(call.id, call)
  return messages.flatMap((message): Turn[] => {
    const call = message.role === 'tool' ? calls.get(message.callId) : undefined
    const tool = tools.find(({ name }) => name === call?.name)
    if (message.role !== 'tool' || !call || !tool) return []
    return [{ tool: tool.action.name, input: parseObject(call.arguments), result: parse(message.text) }]
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

function toPlannerTool({ name, action }: ModelTool): PlannerTool {
  const { description, examples, input, asks, isDestructive } = action
  const effect = isDestructive ? 'destructive' : asks ? 'write' : 'read'
  // The unique name tells two plugins with one action apart.
  return { plugin: name, name: action.name, description, effect, examples, parameters: input as PlannerTool['parameters'] }
}

function findTool(tools: readonly ModelTool[], { tool }: Found): ModelTool {
  return tools.find(({ name }) => name === tool.plugin)!
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
