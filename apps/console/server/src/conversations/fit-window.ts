import { AppError } from '@patchbay/plugin-kit'
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

export interface Room {
  /** Tokens of the whole window. */
  window: number
  /** Tokens that are taken already, by what is sent beside the messages. */
  taken: number
}

/**
 * Makes the conversation fit: long answers of plugins are cut first, then the oldest messages are left out, in whole turns; then the answers
 * of the last turn share what is left. System text and the last sentence of the person stay.
 *
 * @throws AppError `payload_too_large` when these alone do not fit.
 */
export async function fitWindow(messages: readonly ModelMessage[], { window, taken }: Room): Promise<FittedMessages> {
  const budget = Math.floor(window * (1 - free)) - taken
  const sizes = await Promise.all(messages.map(measure))
  if (sum(sizes) <= budget) return { messages: [...messages], left: 0, cut: 0 }
  const most = Math.floor(window * mostOfOne)
  const shorter = messages.map((message, index) => shorten(message, most / sizes[index]!))
  const shorterSizes = await Promise.all(shorter.map(measure))
  const system = shorter[0]?.role === 'system' ? 1 : 0
  const last = shorter.findLastIndex(({ role }) => role === 'user')
  const isOver = (from: number) => sum(shorterSizes.slice(0, system)) + sum(shorterSizes.slice(from)) > budget
  let from = system
  while (from < last && isOver(from)) from = nextTurn(shorter, from, last)
  const kept = [...shorter.slice(0, system), ...shorter.slice(from)]
  const fitted = isOver(from) ? await shareOut(kept, budget) : kept
  return { messages: fitted, left: from - system, cut: fitted.filter((message) => !messages.includes(message)).length }
}

/** What is not an answer of a plugin stays whole; those share the rest. */
async function shareOut(messages: readonly ModelMessage[], budget: number): Promise<ModelMessage[]> {
  const sizes = await Promise.all(messages.map(measure))
  const answers = sum(messages.map(({ role }, index) => (role === 'tool' ? sizes[index]! : 0)))
  const room = budget - (sum(sizes) - answers)
  if (room < 0)
    throw new AppError('payload_too_large', 'This does not fit into the model’s window. Say it in parts, or switch a plugin off.')
  return messages.map((message) => shorten(message, (room / answers) * 0.9))
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

/** An answer of a plugin, without its end. */
function shorten(message: ModelMessage, part: number): ModelMessage {
  if (message.role !== 'tool' || part >= 1) return message
  return {
    ...message,
    text: `${message.text.slice(0, Math.floor(message.text.length * part))}\n[cut here: it did not fit into the window]`,
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
