import type { ModelMessage } from '../models/model-client.ts'
import { countTokens } from '../plugins/tokens.ts'

export interface FittedMessages {
  messages: ModelMessage[]
  /** How many old messages were left out, and how many answers of plugins were cut. */
  left: number
  cut: number
}

/** Part of the window that stays free for the answer. */
const free = 0.2
/** Tokens that one answer of a plugin may take once there is not room for all. */
const mostOfOne = 0.25

/**
 * Makes the conversation fit: long answers of plugins are cut first, then the oldest messages are left out, in whole turns. System text and
 * the last sentence of the person stay.
 */
export async function fitWindow(messages: readonly ModelMessage[], window: number): Promise<FittedMessages> {
  const budget = Math.floor(window * (1 - free))
  let sizes = await Promise.all(messages.map(measure))
  if (sum(sizes) <= budget) return { messages: [...messages], left: 0, cut: 0 }
  const most = Math.floor(window * mostOfOne)
  const shorter = messages.map((message, index) => (sizes[index]! > most ? shorten(message, most / sizes[index]!) : message))
  const cut = shorter.filter((message, index) => message !== messages[index]).length
  sizes = await Promise.all(shorter.map(measure))
  const system = shorter[0]?.role === 'system' ? 1 : 0
  const last = shorter.findLastIndex(({ role }) => role === 'user')
  let from = system
  while (from < last && sum(sizes.slice(0, system)) + sum(sizes.slice(from)) > budget) from = nextTurn(shorter, from, last)
  return { messages: [...shorter.slice(0, system), ...shorter.slice(from)], left: from - system, cut }
}

/** A turn begins with a sentence of the person: what plugins answered never stands without the call. */
function nextTurn(messages: readonly ModelMessage[], from: number, last: number): number {
  const next = messages.findIndex(({ role }, index) => index > from && role === 'user')
  return next === -1 ? last : next
}

async function measure(message: ModelMessage): Promise<number> {
  const calls = message.role === 'assistant' ? message.calls.map((call) => call.name + call.arguments).join('') : ''
  return 4 + (await countTokens(message.text + calls))
}

function shorten(message: ModelMessage, part: number): ModelMessage {
  if (message.role !== 'tool') return message
  return {
    ...message,
    text: `${message.text.slice(0, Math.floor(message.text.length * part))}\n[cut here: it did not fit into the window]`,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
