/** Milliseconds. */
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** How many minutes the clocks of an IANA time zone are ahead of UTC at an instant. */
export function toOffset(zone: string, instant: number): number {
  const dayNumber = Math.floor(instant / day)
  const offsets = toCached(knownDays, zone, () => new Map<number, number>())
  // Offsets change on few days: on the others the first and the last minute agree, and stand for all between.
  const known = offsets.get(dayNumber)
  if (known !== undefined) return known
  const offset = readOffset(zone, dayNumber * day)
  if (offset !== readOffset(zone, (dayNumber + 1) * day - 1)) return readOffset(zone, instant)
  if (offsets.size >= 1_000) offsets.clear()
  offsets.set(dayNumber, offset)
  return offset
}

const knownDays = new Map<string, Map<number, number>>()

const formats = new Map<string, Intl.DateTimeFormat>()

function readOffset(zone: string, instant: number): number {
  const format = toCached(formats, zone, () => new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }))
  const text = format.format(instant)
  const sign = text.charAt(text.length - 6)
  if (sign !== '+' && sign !== '-') return 0
  const minutes = Number(text.slice(-5, -3)) * 60 + Number(text.slice(-2))
  return sign === '-' ? -minutes : minutes
}

function toCached<Value>(cache: Map<string, Value>, key: string, create: () => Value): Value {
  let value = cache.get(key)
  if (value === undefined) cache.set(key, (value = create()))
  return value
}

/**
 * The instant at which the clocks of a zone show a date and time. Of a time that comes twice (clocks go back) it is the
 * first; a time that is left out (clocks go forward) is taken as much later as the clocks jump.
 */
export function toInstant(zone: string, date: string, minutes: number): number {
  const local = Date.parse(`${date}T00:00:00Z`) + minutes * minute
  const before = local - toOffset(zone, local - day) * minute
  if (before + toOffset(zone, before) * minute === local) return before
  const after = local - toOffset(zone, local + day) * minute
  return after + toOffset(zone, after) * minute === local ? after : before
}

/** `2026-12-05T10:35:00+01:00`: what the clocks of a zone show at an instant, and their offset. */
export function toLocalTime(zone: string, instant: number): string {
  const offset = toOffset(zone, instant)
  const local = new Date(instant + offset * minute).toISOString().slice(0, 19)
  const distance = Math.abs(offset)
  return `${local}${offset < 0 ? '-' : '+'}${pad(Math.trunc(distance / 60))}:${pad(distance % 60)}`
}

/** `2026-12-05`: the date on the calendars of a zone at an instant. */
export function toLocalDate(zone: string, instant: number): string {
  return new Date(instant + toOffset(zone, instant) * minute).toISOString().slice(0, 10)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
