import type { Cabin, SeatClaim } from '../flight-provider.ts'
import type { Merits } from '../sort-offers.ts'
import { minute } from '../time/zone.ts'
import { toAircraft, toCabin } from './fleet.ts'
import type { Itinerary } from './itineraries.ts'
import { toFare } from './price.ts'
import { toSeatClaim } from './seats.ts'

/** The price of one way, before it is written out as an offer: a search makes many of these, and few offers. */
export interface Quote {
  itinerary: Itinerary
  /** Of each flight. */
  cabins: readonly Cabin[]
  /** For one passenger, in euros. */
  fare: number
  seats: readonly SeatClaim[]
}

/** Prices an itinerary as of a date; undefined where no flight has the wished cabin. */
export function toQuote(itinerary: Itinerary, cabin: Cabin, today: string): Quote | undefined {
  const cabins = itinerary.map(({ service }) => toCabin(toAircraft(service), cabin))
  if (!cabins.includes(cabin)) return undefined
  const seats = itinerary.map((flight, index) => toSeatClaim(flight, cabins[index]!, today))
  return { itinerary, cabins, fare: toFare(itinerary, cabins, today), seats }
}

/** What the order of offers made of these quotes depends on. */
export function toMerits(quotes: readonly Quote[]): Merits {
  const sum = (count: (quote: Quote) => number) => quotes.reduce((total, quote) => total + count(quote), 0)
  return {
    price: sum(({ fare }) => fare),
    minutes: sum(({ itinerary }) => (itinerary.at(-1)!.arrives - itinerary[0]!.departs) / minute),
    stops: sum(({ itinerary }) => itinerary.length - 1),
    departs: quotes[0]!.itinerary[0]!.departs,
  }
}
