import type { Airport } from '../airports/airport.ts'
import { weekdayOf } from '../time/calendar.ts'
import { hour, minute, toInstant, toOffset } from '../time/zone.ts'
import { toBlockMinutes } from './distance.ts'
import { toFraction } from './hash.ts'
import type { Service } from './network.ts'

/** One departure. */
export interface Flight {
  service: Service
  number: number
  from: Airport
  to: Airport
  /** The date of departure on the calendar of `from`. */
  date: string
  /** Instants. */
  departs: number
  arrives: number
}

/** The flights of a service that leave an airport on a local date, the earliest first. */
export function flightsOn(service: Service, from: Airport, date: string): Flight[] {
  const to = from === service.hub ? service.spoke : service.hub
  const seed = `${service.airline.code}${from.code}${to.code}`
  if (!fliesOn(service, weekdayOf(date))) return []
  const block = toBlockMinutes(from, to)
  const ahead = toClockDifference(from, to, date)
  const count = Math.max(1, Math.round(service.weekly / 7))
  const flights = Array.from({ length: count }, (_, slot) => {
    const departs = toInstant(from.zone, date, toDepartureTime(toWantedTime(seed, slot, count), block, ahead))
    return { service, number: toNumber(service, from, slot), from, to, date, departs, arrives: departs + block * minute }
  })
  return flights.toSorted((a, b) => a.departs - b.departs)
}

/** `LH 1034`. */
export function toFlightName({ service, number }: Flight): string {
  return `${service.airline.code} ${number}`
}

/** Fewer than seven flights a week are spread over the days. */
function fliesOn({ airline, hub, spoke, weekly }: Service, weekday: number): boolean {
  if (weekly >= 7) return true
  const shift = Math.floor(toFraction(`${airline.code}${hub.code}${spoke.code}days`) * 7)
  return ((weekday + shift) * weekly) % 7 < weekly
}

/** Away from the hub the numbers are odd, back they are the next even ones, as airlines like it. */
function toNumber({ airline, hub, spoke }: Service, from: Airport, slot: number): number {
  const first = 1 + 2 * Math.floor(toFraction(`${airline.code}${hub.code}${spoke.code}number`) * 4_900)
  return first + 2 * slot + (from === hub ? 0 : 1)
}

function toClockDifference(from: Airport, to: Airport, date: string): number {
  const noon = Date.parse(date) + 12 * hour
  return toOffset(to.zone, noon) - toOffset(from.zone, noon)
}

// Minutes after midnight.
const firstDeparture = 6 * 60
const lastDeparture = 21 * 60 + 30

/** Departures are spread over the day, a little unevenly. */
function toWantedTime(seed: string, slot: number, count: number): number {
  const step = (lastDeparture - firstDeparture) / count
  return firstDeparture + step * (slot + 0.5 + 0.7 * (toFraction(`${seed}${slot}`) - 0.5))
}

/** The convenient time that is nearest to the wanted one, in steps of five minutes. */
function toDepartureTime(wanted: number, block: number, ahead: number): number {
  const start = Math.round(wanted / 5) * 5
  for (let shift = 0; shift <= 10 * 60; shift += 30) {
    if (isConvenient(start + shift, block, ahead)) return start + shift
    if (isConvenient(start - shift, block, ahead)) return start - shift
  }
  return start
}

/** Nobody leaves before 05:45, and nobody wants to arrive between midnight and 05:00. */
function isConvenient(departure: number, block: number, ahead: number): boolean {
  const arrival = (((departure + block + ahead) % 1_440) + 1_440) % 1_440
  return departure >= 345 && departure < 1_438 && arrival >= 300
}
