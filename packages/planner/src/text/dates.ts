import * as chrono from 'chrono-node'

export interface FoundDate {
  start: number
  end: number
  /** Local to the time zone: `2027-05-14`. */
  date: string
  /** Whether a day was named, and not just a time. */
  isNamed: boolean
  /** `19:30`, if a time was named. */
  time: string | undefined
  /** The end of a range such as `3 to 17 April`. */
  endDate: string | undefined
  /** `Back on Friday` is about the way back. */
  isEnd: boolean
}

/** The day that was spoken of before. */
export interface KnownDay {
  day: Date
  /** The sentence changes it: `what about Saturday?` is the Saturday near it. */
  isChanged: boolean
}

/** @param now what `tomorrow` counts from; its local fields are those of the person */
export function findDates(sentence: string, now: Date, known?: KnownDay): FoundDate[] {
  const own = [...sentence.matchAll(dayPattern)].flatMap((match) => toOwn(match, now, known))
  const isFree = ({ start, end }: FoundDate) => !own.some((other) => start < other.end && other.start < end)
  const found: FoundDate[] = []
  for (const result of parse(toPlainTimes(sentence), now)) {
    const before = found.findLast(({ isNamed }) => isNamed)?.date
    const base = before === undefined ? known?.day : toLocal(before)
    const date = toFound(sentence, toCounted({ result, sentence, now }, base, known), result)
    if (date && isFree(date)) found.push(date)
  }
  return [...found, ...own].toSorted((left, right) => left.start - right.start)
}

/** English, or German where it sounds like that. */
function parse(text: string, now: Date): chrono.ParsedResult[] {
  const found = chrono.parse(text, now, { forwardDate: true })
  const isGerman = found.length === 0 && /\b(?:von|nach|für|und|bis|ich|ab)\b/i.test(text)
  return isGerman ? chrono.de.parse(text, now, { forwardDate: true }) : found
}

/** `8 in the evening` as `8pm`, with its length, so that all stands where it stood. */
function toPlainTimes(sentence: string): string {
  return sentence.replaceAll(
    /\b(\d{1,2})(:\d\d)?(?: o'?clock)? (?:in the (?:(morning)|afternoon|evening)|at night)\b/gi,
    (text, hour: string, minutes = '', morning?: string) =>
      `${hour}${minutes}${Number(hour) > 12 ? '' : morning ? 'am' : 'pm'}`.padEnd(text.length),
  )
}

/** `10.12.`, `10.12.2027`, `the 16th`: a day before its month, or without one. */
const dayPattern =
  /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4}\b)?(?!\d)|\bthe (\d{1,2})(?:st|nd|rd|th)(?=\s*(?:$|[,.;!?]|\b(?:instead|please|at|for|from|to|and|then|or)\b))/gi

function toOwn(match: RegExpExecArray, now: Date, known: KnownDay | undefined): FoundDate[] {
  const [text, day, month, year, only] = match
  const from = known?.isChanged && known.day > now ? known.day : now
  const at =
    only === undefined
      ? toDay(year ? Number(year) : now.getFullYear(), Number(month) - 1, Number(day))
      : toDay(from.getFullYear(), from.getMonth(), Number(only))
  if (!at) return []
  if (year === undefined) moveOn(at, only === undefined ? 'year' : 'month', now)
  const span = { start: match.index, end: match.index + text.length }
  return [{ ...span, date: toText(at), isNamed: true, time: undefined, endDate: undefined, isEnd: isBack(match.input, match.index) }]
}

/** Undefined for the 31st of a month that has none. */
function toDay(year: number, month: number, day: number): Date | undefined {
  const date = new Date(year, month, day, 12)
  return date.getMonth() === month && date.getDate() === day ? date : undefined
}

/** What has passed comes again. */
function moveOn(date: Date, unit: 'year' | 'month', now: Date): void {
  if (toText(date) >= toText(now)) return
  if (unit === 'year') date.setFullYear(date.getFullYear() + 1)
  else date.setMonth(date.getMonth() + 1)
}

interface Counting {
  result: chrono.ParsedResult
  sentence: string
  now: Date
}

const weekday = /^(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i

/** `The Tuesday after` and `a week later` count from the day that was spoken of. */
function toCounted({ result, sentence, now }: Counting, base: Date | undefined, known: KnownDay | undefined): chrono.ParsedResult {
  const { text, index } = result
  const follows =
    /\b(?:later|after(?:wards)?)$|^(?:the )?(?:next|following) day$/i.test(text) ||
    /^\s+(?:later|after(?:wards)?|thereafter)(?:\s+that)?\s*(?:$|[,.;!?]|and\b)/i.test(sentence.slice(index + text.length)) ||
    /\bfollowing\s+$/i.test(sentence.slice(0, index))
  if (base && follows) return parseFrom(text, addDays(base, weekday.test(text) ? 1 : 0)) ?? result
  if (!known?.isChanged || !weekday.test(text.trim())) return result
  const near = parseFrom(text, addDays(known.day, -3))
  return near && toText(near.start.date()) >= toText(now) ? near : result
}

function parseFrom(text: string, day: Date): chrono.ParsedResult | undefined {
  return chrono.parse(text, day, { forwardDate: true })[0]
}

function addDays(day: Date, count: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + count, 12)
}

function toFound(sentence: string, { start, end }: chrono.ParsedResult, { index, text }: chrono.ParsedResult): FoundDate | undefined {
  // A bare number or month is seldom meant as a day.
  if (/^\d{1,4}$/.test(text.trim()) || /^(may|march|sat|sun|second|now)$/i.test(text.trim())) return undefined
  const time = start.isCertain('hour') ? `${pad(start.get('hour')!)}:${pad(start.get('minute') ?? 0)}` : undefined
  const isNamed = (['day', 'weekday', 'month'] as const).some((part) => start.isCertain(part)) || /\bthis\b/i.test(text)
  const span = { start: index, end: index + text.length }
  return {
    ...span,
    date: toText(start.date()),
    isNamed,
    time,
    endDate: end ? toText(end.date()) : undefined,
    isEnd: isBack(sentence, index),
  }
}

function isBack(sentence: string, index: number): boolean {
  return /\b(?:back|return(?:ing|s)?|until|till)\s+(?:(?:on|by|the)\s+)*$/i.test(sentence.slice(Math.max(0, index - 30), index))
}

export function toLocal(date: string): Date {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, day, 12)
}

function toText(date: Date): string {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
