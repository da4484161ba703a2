import type { Cabin, Money } from '../flight-provider.ts'
import { dayOfYear, daysBetween, weekdayOf } from '../time/calendar.ts'
import { toFraction } from './hash.ts'
import type { Itinerary } from './itineraries.ts'
import type { Flight } from './schedule.ts'

/** What one passenger pays for an itinerary bought on a date, in whole euros. */
export function toFare(itinerary: Itinerary, cabins: readonly Cabin[], boughtOn: string): number {
  const fares = itinerary.map((flight, index) => toFlightFare(flight, cabins[index]!))
  // A ticket with connections costs less than its flights one by one.
  const total = fares.reduce((sum, fare) => sum + fare, 0) * (fares.length > 1 ? 0.82 : 1)
  const { date } = itinerary[0]!
  return Math.max(9, Math.round(total * toSeasonFactor(date) * toAdvanceFactor(daysBetween(boughtOn, date))))
}

function toFlightFare(flight: Flight, cabin: Cabin): number {
  const { airline, distance } = flight.service
  const base = 26 + 0.14 * distance ** 0.93
  const kind = { world: 1, continent: 0.9, regional: 1.05, lowCost: 0.55 }[airline.kind]
  const popularity = 0.85 + 0.35 * toFraction(`${airline.code}${flight.number}${flight.date}fare`)
  return base * kind * popularity * toWeekdayFactor(flight.date) * toCabinFactor(cabin, distance)
}

function toCabinFactor(cabin: Cabin, distance: number): number {
  const long = Math.min(1, distance / 6_000)
  return { economy: 1, premium_economy: 1.6, business: 2.2 + 1.4 * long, first: 4 + 2 * long }[cabin]
}

/** Sunday first. */
const weekdayFactors = [1.15, 1, 0.9, 0.9, 1, 1.15, 1.02]

function toWeekdayFactor(date: string): number {
  return weekdayFactors[weekdayOf(date)]!
}

/** Dear in July and August and around the turn of the year, cheap in November, January and February. */
function toSeasonFactor(date: string): number {
  const day = dayOfYear(date)
  if (day >= 351 || day <= 4) return 1.35
  const summer = Math.exp(-(((day - 210) / 38) ** 2))
  return 0.9 + 0.35 * summer
}

/** Days ahead, then a factor; between two points it changes evenly. */
const advanceFactors: readonly (readonly [number, number])[] = [
  [0, 2.1],
  [3, 1.8],
  [7, 1.5],
  [14, 1.25],
  [30, 1],
  [60, 0.85],
  [120, 0.92],
  [340, 1],
]

function toAdvanceFactor(daysAhead: number): number {
  const next = advanceFactors.findIndex(([days]) => days >= daysAhead)
  if (next <= 0) return advanceFactors[next === 0 ? 0 : advanceFactors.length - 1]![1]
  const [fromDays, from] = advanceFactors[next - 1]!
  const [toDays, to] = advanceFactors[next]!
  return from + ((to - from) * (daysAhead - fromDays)) / (toDays - fromDays)
}

/** Fixed rates: made-up prices need no market. */
const rates: Record<string, number> = { EUR: 1, USD: 1.1, GBP: 0.86 }

const dollarZones = /^(America|Pacific)\//

/** In pounds from the United Kingdom, in dollars from the Americas and the Pacific, in euros elsewhere. */
export function toMoney(euros: number, origin: { country: string; zone: string }): Money {
  const currency = origin.country === 'GB' ? 'GBP' : dollarZones.test(origin.zone) ? 'USD' : 'EUR'
  return { amount: Math.round(euros * rates[currency]!) * 100, currency }
}
