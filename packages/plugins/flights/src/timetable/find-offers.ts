import type { FlightQuery, Offer } from '../flight-provider.ts'
import { sortOffers } from '../sort-offers.ts'
import { hour } from '../time/zone.ts'
import { findConnecting, findDirect, type Itinerary } from './itineraries.ts'
import type { Network } from './network.ts'
import { toOffer } from './to-offer.ts'

export interface FindOptions {
  /** No flight that leaves earlier. */
  notBefore: number
  /** The date on which the offers would be bought. */
  today: string
}

/** More than an answer holds, so that sold ones leave no gap. */
const spareOffers = 10

/** The best offers for a query, as if no seat had been sold to a user. */
export function findOffers(network: Network, query: FlightQuery, { notBefore, today }: FindOptions): Offer[] {
  const price = (itineraries: readonly Itinerary[]) => priceAll(itineraries, query, today)
  const there = findItineraries(network, query).filter(([first]) => first!.departs > notBefore)
  if (query.returnDate === undefined)
    return price(there)
      .slice(0, query.limit + spareOffers)
      .map(({ offer }) => offer)
  const back = findItineraries(network, { ...query, from: query.to, to: query.from, date: query.returnDate })
  const pairs = pairAll(price(there).slice(0, 6), price(back).slice(0, 6))
  const offers = pairs.flatMap((pair) => toOffer(pair, { cabin: query.cabin, passengers: query.passengers, today }) ?? [])
  return sortOffers(offers, query.sort)
}

/** Whether there is time between the way there and the way back. */
export function isAfter(there: Itinerary, back: Itinerary): boolean {
  return back[0]!.departs >= there.at(-1)!.arrives + hour
}

function findItineraries(network: Network, { from, to, date, maxStops }: FlightQuery): Itinerary[] {
  const pairs = from.airports.flatMap((origin) => to.airports.map((destination) => [origin, destination] as const))
  const direct = pairs.flatMap(([origin, destination]) => findDirect(network, origin, destination, date))
  return [...direct, ...findConnecting(network, from.airports[0]!, to.airports[0]!, { date, maxStops })]
}

interface Priced {
  itinerary: Itinerary
  offer: Offer
}

/** One-way offers in the wished order, where there are seats enough. */
function priceAll(itineraries: readonly Itinerary[], { cabin, passengers, sort }: FlightQuery, today: string): Priced[] {
  const itineraryOf = new Map<Offer, Itinerary>()
  for (const itinerary of itineraries) {
    const offer = toOffer([itinerary], { cabin, passengers, today })
    if (offer && offer.seatsLeft! >= passengers) itineraryOf.set(offer, itinerary)
  }
  return sortOffers([...itineraryOf.keys()], sort).map((offer) => ({ offer, itinerary: itineraryOf.get(offer)! }))
}

function pairAll(there: readonly Priced[], back: readonly Priced[]): (readonly [Itinerary, Itinerary])[] {
  const pairs = there.flatMap((out) => back.map((home) => [out.itinerary, home.itinerary] as const))
  return pairs.filter(([out, home]) => isAfter(out, home))
}
