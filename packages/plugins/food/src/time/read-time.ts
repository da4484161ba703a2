import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { toInstant } from './local-time.ts'

const pattern = /^(20\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/

/** A time as a caller writes it: on the clock of the restaurant's city, or with an offset. */
export const timeSchema = z
  .string()
  .regex(pattern, 'must be like 2027-03-05T19:30, local time of the city, or end in an offset such as +01:00')

/**
 * Reads a time of `timeSchema`. Without an offset it is local to the time zone.
 *
 * @throws AppError `invalid_input` when there is no such day or hour.
 */
export function readTime(text: string, timeZone: string): Date {
  const [year, month, day, hour, minute] = pattern.exec(text)!.slice(1, 6).map(Number) as [number, number, number, number, number]
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute))
  if (wall.getUTCMonth() !== month - 1 || wall.getUTCHours() !== hour || minute > 59) {
    throw new AppError('invalid_input', `There is no time ${text}. Give a day of the calendar and an hour from 00:00 to 23:59.`)
  }
  const instant = /[Z+-]/.test(text.slice(16)) ? new Date(text) : toInstant({ year, month, day }, hour * 60 + minute, timeZone)
  if (Number.isNaN(instant.getTime())) throw new AppError('invalid_input', `The offset of ${text} is wrong. Leave it out for local time.`)
  return instant
}
