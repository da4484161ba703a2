import type { Airport } from '../airports/airport.ts'
import type { Airline } from './airlines.ts'
import { toDistance } from './distance.ts'
import { toFraction } from './hash.ts'

/** An airline's flights between one of its hubs and another airport, in both directions. */
export interface Service {
  airline: Airline
  hub: Airport
  spoke: Airport
  distance: number
  /** Flights a week in each direction. */
  weekly: number
}

/** Who flies where, worked out from airlines, hubs, distances and the size of airports; nothing is stored. */
export interface Network {
  hubs: readonly Airport[]
  /** The airlines that fly without a stop between two airports; the order of the airports does not matter. */
  servicesBetween: (first: Airport, second: Airport) => readonly Service[]
}

/** Airspace without civil flights. */
const closedCountries = new Set(['UA'])

/** Below this many million passengers a year, an airport is linked to hubs nearby only. */
const feederTraffic = 2

/** Kilometres: city airports with short runways, or closed to long flights. */
const farthest: Readonly<Record<string, number>> = {
  LGA: 2_500,
  DCA: 3_800,
  DAL: 4_000,
  MDW: 4_500,
  YTZ: 1_500,
  LCY: 2_500,
  LIN: 1_800,
  BHD: 1_500,
  BMA: 2_000,
  ITM: 1_600,
  GMP: 2_500,
  TSA: 2_500,
  SHA: 2_500,
  CGH: 3_000,
  SDU: 1_500,
  AEP: 2_600,
}

/** Kilometres: nobody flies between two airports of one city. */
const shortestFlight = 80

export function createNetwork(airlines: readonly Airline[]): Network {
  const airlinesOf = new Map<Airport, Airline[]>()
  for (const airline of airlines) {
    for (const hub of airline.hubs) airlinesOf.set(hub, [...(airlinesOf.get(hub) ?? []), airline])
  }
  const hubs = [...airlinesOf.keys()].filter((hub) => !closedCountries.has(hub.country))
  const feeders = new Map<Airport, readonly Airport[]>()

  function servicesFrom(hub: Airport, spoke: Airport): Service[] {
    const based = airlinesOf.get(hub)
    if (!based) return []
    if (spoke.traffic < feederTraffic && !airlinesOf.has(spoke)) {
      let near = feeders.get(spoke)
      if (!near) feeders.set(spoke, (near = findFeeders(hubs, spoke)))
      return near.includes(hub) ? toFeederServices(based, hub, spoke) : []
    }
    const distance = toDistance(hub, spoke)
    if (distance < shortestFlight || distance > Math.min(farthest[hub.code] ?? Infinity, farthest[spoke.code] ?? Infinity)) return []
    return based.flatMap((airline) => toService(airline, hub, spoke, distance) ?? [])
  }

  function findServices(first: Airport, second: Airport): readonly Service[] {
    if (first === second || closedCountries.has(first.country) || closedCountries.has(second.country)) return []
    const services = servicesFrom(first, second)
    const known = new Set(services.map(({ airline }) => airline))
    return [...services, ...servicesFrom(second, first).filter(({ airline }) => !known.has(airline))]
  }

  return { hubs, servicesBetween: remember(findServices) }
}

/** Airports and airlines never change, so an answer holds; the oldest half is forgotten when there are too many. */
function remember(find: (first: Airport, second: Airport) => readonly Service[]): Network['servicesBetween'] {
  let recent = new Map<string, readonly Service[]>()
  let older = new Map<string, readonly Service[]>()
  return (first, second) => {
    // Always asked in one order: where an airline has a hub at both ends, flight numbers hang on which is called the hub.
    const [one, other] = first.code < second.code ? [first, second] : [second, first]
    const key = one.code + other.code
    let services = recent.get(key) ?? older.get(key)
    if (!services) recent.set(key, (services = find(one, other)))
    if (recent.size < 50_000) return services
    older = recent
    recent = new Map()
    return services
  }
}

/** The three hubs that serve a small airport: near, large, and in the same country if there is one. */
function findFeeders(hubs: readonly Airport[], spoke: Airport): Airport[] {
  const scored = hubs
    .filter((hub) => hub !== spoke)
    .map((hub) => ({ hub, score: (Math.sqrt(hub.traffic) * (hub.country === spoke.country ? 4 : 1)) / (toDistance(hub, spoke) + 200) }))
  return scored
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ hub }) => hub)
}

/** The largest network airline of the hub; where there is none, whoever is based there. */
function toFeederServices(based: readonly Airline[], hub: Airport, spoke: Airport): Service[] {
  const airline = based.find(({ kind }) => kind !== 'lowCost') ?? based[0]!
  const distance = toDistance(hub, spoke)
  const wanted =
    3 + 16 * Math.sqrt(spoke.traffic) * (distance < 1_200 ? 1 : 0.6) * (0.7 + 0.6 * toFraction(`${airline.code}${hub.code}${spoke.code}`))
  return [{ airline, hub, spoke, distance, weekly: Math.round(Math.min(21, wanted)) }]
}

function toService(airline: Airline, hub: Airport, spoke: Airport, distance: number): Service | undefined {
  const needed = toNeededTraffic(airline, hub, spoke, distance)
  if (spoke.traffic < needed * 0.6) return undefined
  const luck = toFraction(`${airline.code}${[hub.code, spoke.code].toSorted().join('')}`)
  if (spoke.traffic < needed * (0.6 + 0.8 * luck)) return undefined
  const size = Math.sqrt(hub.traffic * spoke.traffic)
  const share = { world: 0.8, continent: 0.6, regional: 0.5, lowCost: 0.35 }[airline.kind]
  const weekly = (size * share * (distance < 1_000 ? 1.4 : 1) * (0.7 + 0.6 * luck)) / (1 + (distance / 5_000) ** 1.2)
  return { airline, hub, spoke, distance, weekly: Math.min(84, Math.max(2, Math.round(weekly))) }
}

/** How many million passengers an airport must have for an airline to fly there from its hub; infinite where it can't. */
function toNeededTraffic(airline: Airline, hub: Airport, spoke: Airport, distance: number): number {
  const isDomestic = hub.country === spoke.country
  if (airline.kind === 'lowCost')
    return distance > 200 && distance < 3_900 ? (isDomestic ? 2 : 5) * (airline.hubs.includes(spoke) ? 0.5 : 1) : Infinity
  if (airline.kind === 'regional') return distance < 1_800 ? (isDomestic ? 0.5 : 6) : distance < 4_000 ? 25 : Infinity
  if (isDomestic) return distance < 8_500 ? 1 : Infinity
  const steps = airline.kind === 'world' ? worldSteps : continentSteps
  const step = steps.find(([reach]) => distance < reach)
  return step ? step[1] * (hub.traffic < 10 ? 1.3 : 1) : Infinity
}

// Kilometres, then millions of passengers.
const worldSteps: readonly (readonly [number, number])[] = [
  [1_500, 2],
  [3_000, 5],
  [6_000, 12],
  [9_500, 20],
  [12_500, 32],
  [15_400, 45],
]

const continentSteps: readonly (readonly [number, number])[] = [
  [1_500, 3],
  [3_000, 8],
  [5_000, 18],
  [8_500, 40],
]
