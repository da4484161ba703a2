import type { FlightQuery, Offer } from '../flight-provider.ts'
import { sortByMerits } from '../sort-offers.ts'
import { hour } from '../time/zone.ts'
import { findConnecting, findDirect, type Itinerary } from './itineraries.ts'
import type { Network } from './network.ts'
import { toMerits, toQuote, type Quote } from './quote.ts'
import { toOffer } from './to-offer.ts'

export interface FindOptions {
  /** No flight that leaves earlier. */
  notBefore: number
  /** The date on which the offers would be bought. */
  today: string
}

/** More than an answer holds, so that sold ones leave no gap. */
const spareOffers = 10

/** Of each way, so many are joined with each other. */
const bestWays = 6

/** The best offers for a query, as if no seat had been sold to a user. */
export function findOffers(network: Network, query: FlightQuery, { notBefore, today }: FindOptions): Offer[] {
  const there = findQuotes(network, query, today).filter(({ itinerary }) => itinerary[0]!.departs > notBefore)
  return sortByMerits(withReturns(network, query, today, there), query.sort, toMerits)
    .slice(0, query.limit + spareOffers)
    .map((quotes) => toOffer(quotes, query))
}

/** Whether there is time between the way there and the way back. */
export function isAfter(there: Itinerary, back: Itinerary): boolean {
  return back[0]!.departs >= there.at(-1)!.arrives + hour
}

/** Each way there by itself, or the best with the best ways back. */
function withReturns(network: Network, query: FlightQuery, today: string, there: readonly Quote[]): ([Quote] | [Quote, Quote])[] {
  if (query.returnDate === undefined) return there.map((quote) => [quote])
  const best = (quotes: readonly Quote[]) => sortByMerits(quotes, query.sort, (quote) => toMerits([quote])).slice(0, bestWays)
  const back = best(findQuotes(network, { ...query, from: query.to, to: query.from, date: query.returnDate }, today))
  return best(there).flatMap((out) =>
    back.filter((home) => isAfter(out.itinerary, home.itinerary)).map((home): [Quote, Quote] => [out, home]),
  )
}

/** Where there are seats enough. */
function findQuotes(network: Network, query: FlightQuery, today: string): Quote[] {
  const quotes = findItineraries(network, query).flatMap((itinerary) => toQuote(itinerary, query.cabin, today) ?? [])
  return quotes.filter(({ seats }) => seats.every(({ free }) => free >= query.passengers))
}

function findItineraries(network: Network, { from, to, date, maxStops }: FlightQuery): Itinerary[] {
  const pairs = from.airports.flatMap((origin) => to.airports.map((destination) => [origin, destination] as const))
  const direct = pairs.flatMap(([origin, destination]) => findDirect(network, origin, destination, date))
  return [...direct, ...findConnecting(network, from.airports[0]!, to.airports[0]!, { date, maxStops })]
}
