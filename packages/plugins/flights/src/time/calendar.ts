import { day } from './zone.ts'

/** `2026-12-31` and 1 make `2027-01-01`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10)
}

/** The days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / day)
}

/** 0 is Sunday; 1 January 1970 was a Thursday. */
export function weekdayOf(date: string): number {
  return (Math.floor(Date.parse(date) / day) + 4) % 7
}

/** The day of the year, from 0. */
export function dayOfYear(date: string): number {
  return daysBetween(`${date.slice(0, 4)}-01-01`, date)
}
