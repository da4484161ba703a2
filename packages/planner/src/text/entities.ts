import { findDates, type FoundDate, type KnownDay } from './dates.ts'

/** Something with a place in a sentence. */
interface Span {
  start: number
  end: number
}

export interface FoundNumber extends Span {
  value: number
  /** ISO 4217, if it is money. */
  currency: string | undefined
}

export interface FoundText extends Span {
  text: string
}

/** What can be told apart in a sentence without knowing what it is about. */
export interface Entities {
  dates: FoundDate[]
  numbers: FoundNumber[]
  ids: FoundText[]
  quotes: FoundText[]
  phones: FoundText[]
  /** `the second one` is 1, `the last one` is -1. */
  ordinal: number | undefined
  /** The sentence with each of them replaced by a mark. */
  marked: string
}

const idPattern =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b(?=[A-Z0-9-]{8})(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b|\b[a-z]{1,3}_[\w-]{8,}\b/g
const quotePattern = /["“„«]([^"“”„«»]{1,500})["”“»]/g
const phonePattern = /\+[1-9](?:[ ().-]{0,2}\d){7,14}/g
const moneyPattern =
  /(?:([€$£¥])\s?(\d[\d,]*(?:\.\d{1,2})?))|(\d[\d,]*(?:[.,]\d{1,2})?)\s?(€|\$|£|¥|euros?|dollars?|pounds?|yen|eur|usd|gbp|jpy)\b/gi
const numberPattern = /\b\d+(?:\.\d+)?\b/g
const currencies: Readonly<Record<string, string>> = {
  '€': 'EUR',
  euro: 'EUR',
  eur: 'EUR',
  $: 'USD',
  dollar: 'USD',
  usd: 'USD',
  '£': 'GBP',
  pound: 'GBP',
  gbp: 'GBP',
  '¥': 'JPY',
  yen: 'JPY',
  jpy: 'JPY',
}
const numberWords = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const moreWords: Readonly<Record<string, number>> = {
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  fifty: 50,
  hundred: 100,
  couple: 2,
  both: 2,
  dozen: 12,
}
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')

/**
 * @param now what `tomorrow` counts from; its local fields are those of the person
 * @param known what `the day after` counts from
 */
export function findEntities(sentence: string, now: Date, known?: KnownDay): Entities {
  const taken: Span[] = []
  const take = <Found extends Span>(found: Found[]): Found[] => {
    const free = found.filter((span) => !taken.some((other) => span.start < other.end && other.start < span.end))
    taken.push(...free)
    return free
  }
  const ids = take(matchAll(sentence, idPattern).map(toText))
  const quotes = take(matchAll(sentence, quotePattern).map((match) => ({ ...toSpan(match), text: match[1]! })))
  const phones = take(matchAll(sentence, phonePattern).map(toText))
  const money = take(matchAll(sentence, moneyPattern).map(toMoney))
  const dates = take(findDates(sentence, now, known))
  const plainNumbers = take([...matchAll(sentence, numberPattern).map(toNumber), ...findNumberWords(sentence)])
  const numbers = [...money, ...plainNumbers].toSorted((left, right) => left.start - right.start)
  return {
    dates,
    numbers,
    ids,
    quotes,
    phones,
    ordinal: findOrdinal(sentence),
    marked: mark(sentence, { ids, quotes, phones, money, dates, plainNumbers }),
  }
}

function matchAll(sentence: string, pattern: RegExp): RegExpExecArray[] {
  return [...sentence.matchAll(pattern)]
}

function toSpan(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length }
}

function toText(match: RegExpExecArray): FoundText {
  return { ...toSpan(match), text: match[0] }
}

function toMoney(match: RegExpExecArray): FoundNumber {
  const [, sign, signed, unsigned, name = ''] = match
  const unit = (sign ?? name.replace(/s$/i, '')).toLowerCase()
  return {
    ...toSpan(match),
    value: Number((signed ?? unsigned ?? '').replace(/,(?=\d{3}\b)/g, '').replace(',', '.')),
    currency: currencies[unit],
  }
}

function toNumber(match: RegExpExecArray): FoundNumber {
  return { ...toSpan(match), value: Number(match[0]), currency: undefined }
}

function findNumberWords(sentence: string): FoundNumber[] {
  return matchAll(sentence, /\p{L}+/gu).flatMap((match) => {
    const word = match[0].toLowerCase()
    const value = numberWords.includes(word) ? numberWords.indexOf(word) : moreWords[word]
    // `one` mostly stands for a thing: the second one.
    if (value === undefined || word === 'one') return []
    return [{ ...toSpan(match), value, currency: undefined }]
  })
}

function findOrdinal(sentence: string): number | undefined {
  const match = new RegExp(
    `\\b(?:the|my)?\\s*(${ordinals.join('|')}|last|1st|2nd|3rd|\\dth)\\s+(?:one|offer|option|flight|note|restaurant|result|order|booking|dish|item|entry|place|trip)\\b`,
    'i',
  ).exec(sentence)
  const alone = new RegExp(`\\bthe (${ordinals.join('|')}|last)\\s*(?:$|[,.;!?]|(?:for|to|with|please|and|from|by|at)\\b)`, 'i').exec(
    sentence,
  )
  const word = (match ?? alone)?.[1]?.toLowerCase()
  if (word === undefined) return undefined
  if (word === 'last') return -1
  return /^\d/.test(word) ? Number.parseInt(word, 10) - 1 : ordinals.indexOf(word)
}

function mark(sentence: string, found: Record<'ids' | 'quotes' | 'phones' | 'money' | 'dates' | 'plainNumbers', Span[]>): string {
  const marks = { ids: '#id', quotes: '#quote', phones: '#phone', money: '#money', dates: '#date', plainNumbers: '#number' }
  const spans = Object.entries(found).flatMap(([kind, list]) => list.map((span) => ({ ...span, text: marks[kind as keyof typeof marks] })))
  let marked = sentence
  for (const { start, end, text } of spans.toSorted((left, right) => right.start - left.start))
    marked = `${marked.slice(0, start)} ${text} ${marked.slice(end)}`
  return marked.replaceAll(/\s{0,3}(?:[-=]>|→)\s{0,3}/g, ' to ')
}
