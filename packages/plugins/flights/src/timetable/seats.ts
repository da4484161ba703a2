import type { Cabin, SeatClaim } from '../flight-provider.ts'
import { daysBetween } from '../time/calendar.ts'
import { toAircraft } from './fleet.ts'
import { toFraction } from './hash.ts'
import type { Flight } from './schedule.ts'

/** The seats of a flight's cabin that are not taken by made-up passengers on a date: fewer from day to day. */
export function toSeatClaim(flight: Flight, cabin: Cabin, today: string): SeatClaim {
  const { airline } = flight.service
  const key = `${airline.code}${flight.number}${flight.from.code}${flight.to.code}${flight.date}:${cabin}`
  const seats = toAircraft(flight.service).seats[cabin] ?? 0
  const daysAhead = Math.max(0, Math.min(330, daysBetween(today, flight.date)))
  const demand = 0.72 + 0.36 * toFraction(key)
  const taken = Math.min(1, demand * (0.1 + 0.9 * (1 - daysAhead / 330) ** 4))
  return { key, free: Math.floor(seats * (1 - taken)) }
}
