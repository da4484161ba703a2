import type { Cabin, Journey, Leg, Offer, SeatClaim } from '../flight-provider.ts'
import { minute, toLocalTime } from '../time/zone.ts'
import { toAircraft } from './fleet.ts'
import type { Itinerary } from './itineraries.ts'
import { toOfferId } from './offer-id.ts'
import { toMoney } from './price.ts'
import type { Quote } from './quote.ts'
import { toFlightName, type Flight } from './schedule.ts'

export interface OfferOptions {
  cabin: Cabin
  passengers: number
}

/** Writes out the offer for one way, or for there and back. */
export function toOffer(quotes: readonly [Quote] | readonly [Quote, Quote], { cabin, passengers }: OfferOptions): Offer {
  const fare = quotes.reduce((sum, quote) => sum + quote.fare, 0)
  const seats = quotes.flatMap((quote) => quote.seats)
  const itineraries = quotes.map(({ itinerary }) => itinerary)
  return {
    id: toOfferId(cabin, passengers, itineraries),
    journeys: quotes.map(({ itinerary, cabins }) => toJourney(itinerary, cabins)) as Offer['journeys'],
    cabin,
    passengers,
    price: toMoney(fare * passengers, itineraries[0]![0]!.from),
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
