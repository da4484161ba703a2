import { addDays, toInstant, toLocalTime } from './local-time.ts'

/** From and until, in minutes since the midnight of the day it opens: 1080 to 1620 is 18:00 to 3:00 of the next day. */
export type Interval = readonly [from: number, until: number]

/** The intervals of Monday to Sunday. */
export type OpeningHours = readonly (readonly Interval[])[]

/** When something is open, as instants. */
export interface OpenWindow {
  from: Date
  until: Date
}

const dayNames = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
const daysAhead = 7

/**
 * Reads `Mo-Th 11:00-24:00; Fr,Sa 12:00-14:30 18:00-03:00`. What closes at or before its opening closes on the next day.
 *
 * @throws TypeError that quotes the part which can't be read.
 */
export function parseOpeningHours(text: string): OpeningHours {
  const week: Interval[][] = dayNames.map(() => [])
  for (const part of text.split(';')) {
    const [days = '', ...intervals] = part.trim().split(/\s+/)
    if (intervals.length === 0) throw new TypeError(`opening hours: ${JSON.stringify(part)} has no times`)
    for (const day of parseDays(days)) week[day]!.push(...intervals.map(parseInterval))
  }
  return week
}

/** Whether it is open at an instant. */
export function isOpen(hours: OpeningHours, timeZone: string, instant: Date): boolean {
  return findWindows(hours, timeZone, instant, 0).some(({ from, until }) => from <= instant && instant < until)
}

/** The opening that is going on at an instant, joined with those that follow without a gap; else the next one within a week. */
export function findOpening(hours: OpeningHours, timeZone: string, instant: Date): OpenWindow | undefined {
  const [first, ...later] = findWindows(hours, timeZone, instant, daysAhead)
    .filter(({ until }) => until > instant)
    .toSorted((left, right) => left.from.getTime() - right.from.getTime())
  if (!first) return undefined
  let until = first.until
  for (const window of later) {
    if (window.from <= until && window.until > until) until = window.until
  }
  return { from: first.from, until }
}

/** From yesterday, whose evening may last until now, to some days ahead. */
function findWindows(hours: OpeningHours, timeZone: string, instant: Date, days: number): OpenWindow[] {
  const today = toLocalTime(instant, timeZone)
  return Array.from({ length: days + 2 }, (_, index) => index - 1).flatMap((distance) => {
    const day = addDays(today, distance)
    const intervals = hours[(today.weekday + distance + 7) % 7]!
    return intervals.map(([from, until]) => ({ from: toInstant(day, from, timeZone), until: toInstant(day, until, timeZone) }))
  })
}

function parseDays(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map((name) => dayNames.indexOf(name))
    if (first === undefined || last === undefined || first < 0 || last < first)
      throw new TypeError(`opening hours: no days ${JSON.stringify(text)}`)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}

function parseInterval(text: string): Interval {
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text)
  if (!match) throw new TypeError(`opening hours: no times ${JSON.stringify(text)}`)
  const [fromHour, fromMinute, untilHour, untilMinute] = match.slice(1).map(Number) as [number, number, number, number]
  const from = fromHour * 60 + fromMinute
  const until = untilHour * 60 + untilMinute
  if (from >= 1440 || until > 1440 || fromMinute > 59 || untilMinute > 59)
    throw new TypeError(`opening hours: no times ${JSON.stringify(text)}`)
  return [from, until > from ? until : until + 1440]
}
