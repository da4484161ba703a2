import { AppError } from '@patchbay/plugin-kit'
import type { Logger } from '@patchbay/log'
import type { Call } from '../api.ts'
import type { ModelCall, ModelClient, ModelMessage, ModelTool } from '../models/model-client.ts'
import { countTokens } from '../plugins/tokens.ts'
import type { Draft } from './draft.ts'
import { fitWindow } from './fit-window.ts'
import { toAnswer } from './to-model-messages.ts'

export interface Turn {
  model: ModelClient
  tools: readonly ModelTool[]
  /** System text and the branch up to the person's message. */
  messages: readonly ModelMessage[]
  draft: Draft
  signal: AbortSignal
  log: Logger
  /** Makes the card of a call; then does it, and asks the person where it must. Failures stand in the card. */
  begin: (call: ModelCall) => Call
  perform: (call: Call, model: ModelCall) => Promise<void>
}

/** How often the model may be asked, and how many calls it may make, for one message of the person. */
const mostSteps = 10
const mostCalls = 24
/** How often the very same call may be made. */
const mostTwins = 2

/** Asks the model, does what it calls, tells it what came of that, until it has answered. */
export async function runTurn(turn: Turn): Promise<void> {
  const { draft, signal, log } = turn
  try {
    await goOn(turn)
    await draft.end('done')
  } catch (error) {
    if (signal.aborted) return draft.end('stopped')
    if (!(error instanceof AppError)) log.error({ err: error }, 'turn failed')
    else if (error.cause !== undefined) log.warn({ err: error.cause, code: error.code }, 'model failed')
    await draft.end('failed', error instanceof AppError ? error.message : 'Something went wrong on our side. Try again.')
  }
}

async function goOn(turn: Turn): Promise<void> {
  const { draft, signal } = turn
  const counts = new Map<string, number>()
  let total = 0
  for (let step = 0; step < mostSteps; step += 1) {
    const calls = await ask(turn)
    if (calls.length === 0) return
    total += calls.length
    for (const { name, arguments: text } of calls) counts.set(name + text, (counts.get(name + text) ?? 0) + 1)
    if (total > mostCalls || Math.max(...counts.values()) > mostTwins) {
      for (const call of calls) draft.addPart({ type: 'call', call: toUnmade(turn.begin(call)) })
      return stopCalling(turn)
    }
    // All cards are there before the first call runs; each then goes its own way.
    const begun = calls.map((call) => {
      const card = turn.begin(call)
      draft.addPart({ type: 'call', call: card })
      return { card, call }
    })
    const settled = await Promise.allSettled(begun.map(({ card, call }) => turn.perform(card, call)))
    signal.throwIfAborted()
    const failed = settled.find((each) => each.status === 'rejected')
    if (failed) throw failed.reason
    if (turn.model.info.kind === 'planner') return tellEnd(turn)
  }
  await stopCalling(turn)
}

/** The planner says what came back, and never calls anew by itself. */
async function tellEnd(turn: Turn): Promise<void> {
  const { draft } = turn
  const cards = draft.message.parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))
  if (cards.some(({ status }) => status === 'denied')) return draft.addText('All right, nothing was done.')
  await ask(turn)
}

function toUnmade(call: Call): Call {
  return { ...call, status: 'stopped', problem: 'This call was not made: there were too many for one message.' }
}

const enough = 'No function can be called any more for this message. Answer now, with what you have.'

async function stopCalling({ draft, messages, ...turn }: Turn): Promise<void> {
  const text = 'The model called plugins too often for one message, or the same again and again, so it was told to answer with what it has.'
  draft.addPart({ type: 'notice', code: 'too-many-calls', text })
  const told = messages.map((message, index) =>
    index === 0 && message.role === 'system' ? { ...message, text: `${message.text}\n\n${enough}` } : message,
  )
  await ask({ ...turn, messages: told, draft, tools: [] })
}

/** One answer of the model. What it says is shown as it comes; what it calls is given back. */
async function ask({ model, messages, tools, draft, signal }: Turn): Promise<ModelCall[]> {
  const calls: ModelCall[] = []
  const all = [...messages, ...toAnswer(draft.message, tools)]
  const taken = await countTokens(model.toFunctionText?.(tools) ?? '')
  const fitted = await fitWindow(all, { window: model.info.window, taken })
  tellFit(draft, fitted)
  for await (const event of model.stream(fitted.messages, tools, signal)) {
    signal.throwIfAborted()
    if (event.type === 'text') draft.addText(event.text)
    else if (event.type === 'call') calls.push(event.call)
    else if (event.type === 'candidates') draft.addPart(event)
    else if (event.type === 'cut' || event.type === 'filtered')
      draft.addPart({ type: 'notice', code: 'answer-cut', text: endings[event.type] })
    else addUsage(draft, event)
  }
  await draft.save()
  return tools.length === 0 ? [] : calls
}

const endings = {
  cut: 'The model’s answer ends here before it was whole.',
  filtered: 'The endpoint of the model kept something of the answer back.',
}

function addUsage({ message }: Draft, { promptTokens, completionTokens }: { promptTokens: number; completionTokens: number }): void {
  const { usage } = message
  message.usage = {
    promptTokens: (usage?.promptTokens ?? 0) + promptTokens,
    completionTokens: (usage?.completionTokens ?? 0) + completionTokens,
  }
}

/** Told once for an answer. */
function tellFit(draft: Draft, { left, cut }: { left: number; cut: number }): void {
  const isTold = draft.message.parts.some((part) => part.type === 'notice' && part.code === 'truncated')
  if (isTold || left + cut === 0) return
  const parts = [
    left > 0 ? `the ${left === 1 ? 'oldest message was' : `${left} oldest messages were`} left out` : '',
    cut > 0 ? `${cut === 1 ? 'a long text was' : `${cut} long texts were`} cut` : '',
  ]
  const text = `To fit into the model’s window, ${parts.filter(Boolean).join(' and ')}.`
  draft.addPart({ type: 'notice', code: 'truncated', text })
}
