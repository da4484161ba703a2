import type { Cabin } from '../flight-provider.ts'
import { toFraction } from './hash.ts'
import type { Service } from './network.ts'

export interface Aircraft {
  name: string
  /** Seats of each cabin that there is. */
  seats: Readonly<Partial<Record<Cabin, number>>>
}

const propeller: Aircraft[] = [
  { name: 'ATR 72-600', seats: { economy: 70 } },
  { name: 'De Havilland Dash 8-400', seats: { economy: 76 } },
]

const lowCost: Aircraft[] = [
  { name: 'Boeing 737-800', seats: { economy: 189 } },
  { name: 'Airbus A320neo', seats: { economy: 186 } },
]

const regional: Aircraft[] = [
  { name: 'Embraer 190', seats: { economy: 88, business: 12 } },
  { name: 'Airbus A220-300', seats: { economy: 120, business: 16 } },
]

const narrow: Aircraft[] = [
  { name: 'Airbus A320neo', seats: { economy: 150, business: 18 } },
  { name: 'Airbus A321neo', seats: { economy: 180, business: 20 } },
  { name: 'Boeing 737-8', seats: { economy: 150, business: 16 } },
]

const wide: Aircraft[] = [
  { name: 'Boeing 787-9', seats: { economy: 200, premium_economy: 28, business: 42 } },
  { name: 'Airbus A350-900', seats: { economy: 220, premium_economy: 24, business: 45 } },
  { name: 'Airbus A330-900', seats: { economy: 220, premium_economy: 28, business: 32 } },
  { name: 'Boeing 777-300ER', seats: { economy: 230, premium_economy: 30, business: 52, first: 8 } },
]

/** What flies a service: by distance, size of the airports and kind of airline. */
export function toAircraft({ airline, hub, spoke, distance }: Service): Aircraft {
  const fleet = toFleet(airline.kind === 'lowCost', distance, Math.min(hub.traffic, spoke.traffic))
  return fleet[Math.floor(toFraction(`${airline.code}${hub.code}${spoke.code}aircraft`) * fleet.length)]!
}

function toFleet(isLowCost: boolean, distance: number, traffic: number): Aircraft[] {
  if (isLowCost) return lowCost
  if (distance > 4_500) return wide
  if (traffic < 1.5 && distance < 900) return propeller
  return traffic < 4 && distance < 2_500 ? regional : narrow
}

const lowerCabins: Record<Cabin, readonly Cabin[]> = {
  economy: ['economy'],
  premium_economy: ['premium_economy', 'economy'],
  business: ['business', 'economy'],
  first: ['first', 'business', 'economy'],
}

/** The wished cabin, or the next lower one that an aircraft has: short flights have no first class. */
export function toCabin({ seats }: Aircraft, wished: Cabin): Cabin {
  return lowerCabins[wished].find((cabin) => seats[cabin] !== undefined) ?? 'economy'
}
