import type { Cabin, Journey, Leg, Offer, SeatClaim } from '../flight-provider.ts'
import { minute, toLocalTime } from '../time/zone.ts'
import { toAircraft, toCabin } from './fleet.ts'
import type { Itinerary } from './itineraries.ts'
import { toOfferId } from './offer-id.ts'
import { toFare, toMoney } from './price.ts'
import { toFlightName, type Flight } from './schedule.ts'
import { toSeatClaim } from './seats.ts'

export interface OfferOptions {
  cabin: Cabin
  passengers: number
  /** The date on which it would be bought. */
  today: string
}

/** Prices an itinerary, or one there and one back; undefined where no flight has the wished cabin. */
export function toOffer(
  itineraries: readonly [Itinerary] | readonly [Itinerary, Itinerary],
  { cabin, passengers, today }: OfferOptions,
): Offer | undefined {
  const cabinsOf = (itinerary: Itinerary) => itinerary.map(({ service }) => toCabin(toAircraft(service), cabin))
  if (!itineraries.every((itinerary) => cabinsOf(itinerary).includes(cabin))) return undefined
  const fare = itineraries.reduce((sum, itinerary) => sum + toFare(itinerary, cabinsOf(itinerary), today), 0)
  const seats = itineraries.flatMap((itinerary) =>
    itinerary.map((flight, index) => toSeatClaim(flight, cabinsOf(itinerary)[index]!, today)),
  )
  const journeys = itineraries.map((itinerary) => toJourney(itinerary, cabinsOf(itinerary)))
  return {
    id: toOfferId(cabin, passengers, itineraries),
    journeys: journeys as Offer['journeys'],
    cabin,
    passengers,
    price: toMoney(fare * passengers, itineraries[0][0]!.from),
    seatsLeft: toSeatsLeft(seats, new Map()),
    simulated: true,
    seats,
    passengerIds: [],
  }
}

/** How many can still book, when others have been sold: at most 9. */
export function toSeatsLeft(seats: readonly SeatClaim[], sold: ReadonlyMap<string, number>): number {
  return Math.max(0, Math.min(9, ...seats.map(({ key, free }) => free - (sold.get(key) ?? 0))))
}

function toJourney(itinerary: Itinerary, cabins: readonly Cabin[]): Journey {
  const legs = itinerary.map((flight, index) => toLeg(flight, cabins[index]!))
  const first = itinerary[0]!
  const last = itinerary.at(-1)!
  return {
    from: first.from.code,
    to: last.to.code,
    departs: legs[0]!.departs,
    arrives: legs.at(-1)!.arrives,
    minutes: (last.arrives - first.departs) / minute,
    stops: legs.length - 1,
    legs,
  }
}

function toLeg(flight: Flight, cabin: Cabin): Leg {
  return {
    flight: toFlightName(flight),
    airline: flight.service.airline.name,
    from: flight.from.code,
    to: flight.to.code,
    departs: toLocalTime(flight.from.zone, flight.departs),
    arrives: toLocalTime(flight.to.zone, flight.arrives),
    aircraft: toAircraft(flight.service).name,
    cabin,
  }
}
