/** A calendar day, as on the wall of one place. */
export interface LocalDay {
  year: number
  /** 1 to 12. */
  month: number
  day: number
}

/** What a clock on the wall and a calendar show. */
export interface LocalTime extends LocalDay {
  /** Minutes since midnight. */
  minute: number
  /** 0 is Monday, 6 is Sunday. */
  weekday: number
}

const minuteMs = 60_000
const dayMs = 86_400_000
const quarterMs = 900_000

/** What the wall clock of a time zone shows at an instant. */
export function toLocalTime(instant: Date, timeZone: string): LocalTime {
  const wall = new Date(instant.getTime() + toOffsetMs(instant.getTime(), timeZone))
  return { ...toDay(wall), minute: wall.getUTCHours() * 60 + wall.getUTCMinutes(), weekday: (wall.getUTCDay() + 6) % 7 }
}

/**
 * The instant at which a wall clock shows `minute` minutes past the midnight of `day`; 1500 is 1:00 of the next day.
 * Of an hour that comes twice it is the first; a time that is skipped counts on from the hour before.
 */
export function toInstant(day: LocalDay, minute: number, timeZone: string): Date {
  const wall = Date.UTC(day.year, day.month - 1, day.day) + minute * minuteMs
  const before = toOffsetMs(wall - dayMs, timeZone)
  const after = toOffsetMs(wall + dayMs, timeZone)
  const found = [wall - before, wall - after].find((time) => time + toOffsetMs(time, timeZone) === wall)
  return new Date(found ?? wall - before)
}

/** The day that is `days` later in the calendar. */
export function addDays({ year, month, day }: LocalDay, days: number): LocalDay {
  return toDay(new Date(Date.UTC(year, month - 1, day + days)))
}

/** An instant with the local offset, such as `2026-03-29T03:30:00+02:00`: people and models read the local time off it. */
export function toOffsetText(instant: Date, timeZone: string): string {
  const offset = toOffsetMs(instant.getTime(), timeZone)
  const text = new Date(instant.getTime() + offset).toISOString().slice(0, 19)
  const minutes = Math.abs(offset) / minuteMs
  return `${text}${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

function toDay(wall: Date): LocalDay {
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() }
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs far more than using it, so there is one a zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  formats.set(timeZone, format)
  return format
}

const offsets = new Map<string, number>()
const offsetsKept = 4_000

/**
 * How far the local clock is ahead of UTC, in milliseconds. It only changes on the quarter of an hour, so it is remembered for that:
 * asking Intl for every opening time is most of the work of a search.
 */
function toOffsetMs(time: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(time / quarterMs)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= offsetsKept) offsets.clear()
  const offset = readOffsetMs(time, timeZone)
  offsets.set(key, offset)
  return offset
}

/** `GMT-05:00` is minus five hours. */
function readOffsetMs(time: number, timeZone: string): number {
  const name = formatOf(timeZone)
    .formatToParts(time)
    .find((part) => part.type === 'timeZoneName')!.value
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name)!
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)
  return (match[1] === '-' ? -minutes : minutes) * minuteMs
}
