import type { Airport } from '../airports/airport.ts'
import { addDays } from '../time/calendar.ts'
import { toLocalDate } from '../time/zone.ts'
import { isConnection } from './connection-rules.ts'
import type { Network, Service } from './network.ts'
import { findOneStopPaths, findTwoStopPaths, type Path } from './paths.ts'
import { flightsOn, type Flight } from './schedule.ts'

/** Flights one after the other; never empty. */
export type Itinerary = readonly Flight[]

/** Flights without a stop on a local date. */
export function findDirect(network: Network, from: Airport, to: Airport, date: string): Itinerary[] {
  return network.servicesBetween(from, to).flatMap((service) => flightsOn(service, from, date).map((flight) => [flight]))
}

export interface ConnectOptions {
  date: string
  maxStops: number
}

/** Flights with stops at hubs; two stops only where one is not enough. */
export function findConnecting(network: Network, from: Airport, to: Airport, { date, maxStops }: ConnectOptions): Itinerary[] {
  if (maxStops < 1) return []
  const oneStop = findOneStopPaths(network, from, to, 10).flatMap((path) => findOnPath(path, from, date))
  if (maxStops < 2 || oneStop.length >= 3) return withoutWorse(oneStop)
  const twoStops = findTwoStopPaths(network, from, to, 8).flatMap((path) => findOnPath(path, from, date))
  return withoutWorse([...oneStop, ...twoStops])
}

/** For each departure of the first flight, the earliest connections. */
function findOnPath([first, ...others]: Path, from: Airport, date: string): Itinerary[] {
  const steps = others.map(createNextFinder)
  return flightsOn(first!, from, date).flatMap((flight) => {
    const flights = [flight]
    for (const findNext of steps) {
      const next = findNext(flights.at(-1)!)
      if (!next) return []
      flights.push(next)
    }
    return [flights]
  })
}

/** Finds the first flight of a service that another one connects to. All flights of a path ask for the same few days. */
function createNextFinder(service: Service): (arriving: Flight) => Flight | undefined {
  const days = new Map<string, Flight[]>()
  const onDay = (from: Airport, date: string) => {
    let flights = days.get(date)
    if (!flights) days.set(date, (flights = flightsOn(service, from, date)))
    return flights
  }
  return (arriving) => {
    const date = toLocalDate(arriving.to.zone, arriving.arrives)
    const isNext = (flight: Flight) => isConnection(arriving, flight)
    return onDay(arriving.to, date).find(isNext) ?? onDay(arriving.to, addDays(date, 1)).find(isNext)
  }
}

/** Leaves out what starts no later and arrives no earlier than another one. */
function withoutWorse(itineraries: readonly Itinerary[]): Itinerary[] {
  return itineraries.filter(
    (itinerary, position) => !itineraries.some((other, place) => other !== itinerary && isWorse(itinerary, other, place < position)),
  )
}

function isWorse(itinerary: Itinerary, other: Itinerary, isLater: boolean): boolean {
  const earlier = itinerary[0]!.departs - other[0]!.departs
  const later = itinerary.at(-1)!.arrives - other.at(-1)!.arrives
  return earlier <= 0 && later >= 0 && (earlier < 0 || later > 0 || isLater)
}
