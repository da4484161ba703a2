import { toStems, toWords } from '../text/words.ts'

const opening =
  /^\s*(?:please\s+|can you\s+|could you\s+)*(?:(?:make|create|add|save|write|jot|put|keep|take|remember|remind|record|note|new|store)\b\s*)(?:(?:me|a|an|new|quick|note|notes|down|this|it|idea|of|saying|that|says?|to say|in my notes|i want)\b\s*)*[:,–-]?\s*(?:that\s+|saying\s+|to\s+)?/i

/** `Add milk to my list` keeps `milk`. */
const intoList = /\s(?:to|on|in|into|onto)\s(?:my|the|our)\s(?:notes?|list|to-?dos?|to-?do list|tasks?|task list)[.!?\s]*$/i

/** `Remember to buy milk`: the sentence itself says that something is to be kept. */
export function isDictating(sentence: string): boolean {
  return /^\s*(?:please\s+|can you\s+|could you\s+)*(?:write|jot|note|remember|remind me|keep in mind|put down)\b(?!s\b)/i.test(sentence)
}

/** The words which say that something is to be kept; what it is says nothing of what to do. */
export function findDictating(sentence: string): string | undefined {
  return isDictating(sentence) ? opening.exec(sentence)?.[0] : undefined
}

/**
 * The text a person wants to have kept: what follows the words that say so.
 * @param nouns stems of what it is called: `add a todo` says no more than `add`
 */
export function findDictation(sentence: string, nouns: readonly string[] = []): string | undefined {
  const quoted = /^[^:]*?["“„«]([^"“”„«»]{1,5000})["”“»]|:\s*["“„«]([^"“”„«»]{1,5000})["”“»]\s*$/.exec(sentence)
  if (quoted) return quoted[1] ?? quoted[2]
  const afterColon = /^[^:]{0,60}:\s+(.+)$/s.exec(sentence)?.[1]
  const text = (
    afterColon ??
    /\b(?:saying|to say|say)\s+(.+)$/is.exec(sentence)?.[1] ??
    (opening.test(sentence) ? withoutNoun(sentence.replace(opening, ''), nouns).replace(intoList, '') : undefined)
  )?.trim()
  const isMere = text !== undefined && toWords(text).every((word) => mere.has(word) || toStems(word).some((stem) => nouns.includes(stem)))
  return text && !isMere ? text.charAt(0).toUpperCase() + text.slice(1) : undefined
}

/** What alone is nothing to keep: `add another one`. */
const mere = new Set('a an another one more it this that something new please'.split(' '))

function withoutNoun(text: string, nouns: readonly string[]): string {
  const [, noun = '', rest = ''] = /^(\p{L}+)\s+(?:(?:to|that|saying)\s+)?(.+)$/isu.exec(text) ?? []
  return toStems(noun).some((stem) => nouns.includes(stem)) ? rest : text
}

/** `Buy bread for nina` without `for nina`, which another parameter took. */
export function withoutEnd(text: string, value: string): string {
  const at = text.toLowerCase().lastIndexOf(value.toLowerCase())
  if (at === -1 || /[\p{L}\p{N}]/u.test(text.slice(at + value.length))) return text
  return text.slice(0, at).replace(/\s+(?:for|of|by|to|in|at)\s+(?:(?:the|user(?: ?name)?)\s+)*$/i, '') || text
}

const politeness = String.raw`^\W*(?:(?:please|can you|could you|also|and|then|now)\s+)*`

/** `Change the second one to dentist on Friday`: what is there gives way to what is said. */
export function findReplacement(text: string): string | undefined {
  const said = new RegExp(
    `${politeness}(?:change|update|set|edit|correct|replace|rename|rewrite|turn)\\s[^:"“]{1,80}?\\s(?:to|with|by|into)\\s+(?:say\\s+)?(.+)$`,
    'isu',
  ).exec(text)?.[1]
  const whole = said?.trim().replace(/^["“„«](.+)["”“»]$/s, '$1')
  return whole ? whole.charAt(0).toUpperCase() + whole.slice(1) : undefined
}

/** Something comes to what is there. */
export function isAdding(text: string): boolean {
  return adding.test(text)
}

const adding = new RegExp(`${politeness}(?:add|append|include|put)\\s`, 'i')

export interface Addition {
  text: string
  /** To what it comes, in words: `the wifi note`. */
  target: string
}

/** `milk` of `add milk to my shopping list`, and of `add to my shopping list: milk`. */
export function findAddition(text: string): Addition | undefined {
  const [head] = adding.exec(text) ?? []
  if (head === undefined) return undefined
  const rest = text.slice(head.length)
  const [, first, after] = /^(?:to|on|in|into|onto)\s+([^:]{1,60}?)(?::|\s+that|,)\s+(.+)$/is.exec(rest) ?? []
  if (first !== undefined && after) return { target: first, text: after.trim() }
  const [quote, quoted] = /^\s*["“„«]([^"“”„«»]{1,5000})["”“»]\s*(?:to|on|in|into|onto)\s/i.exec(rest) ?? []
  if (quote !== undefined && quoted) return { target: rest.slice(quote.length), text: quoted }
  const from = Math.max(0, rest.length - 100)
  const tail = /\s(?:to|on|in|into|onto)\s((?:the|my|our|that|this)\s[^.!?]{1,60}|it)[.!?\s]*$/i.exec(rest.slice(from))
  const before = tail && rest.slice(0, from + tail.index).trim()
  return before ? { target: tail[1]!, text: before } : undefined
}
