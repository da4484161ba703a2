import type { Airport } from '../airports/airport.ts'
import type { Offer } from '../flight-provider.ts'
import { isConnection } from './connection-rules.ts'
import { isAfter } from './find-offers.ts'
import type { Itinerary } from './itineraries.ts'
import type { Network } from './network.ts'
import { parseOfferId, type FlightName } from './offer-id.ts'
import { flightsOn, type Flight } from './schedule.ts'
import { toQuote, type Quote } from './quote.ts'
import { toOffer, type OfferOptions } from './to-offer.ts'

export interface Timetable {
  airports: ReadonlyMap<string, Airport>
  network: Network
}

/** Makes an offer again from its id, at the price of a date; undefined when an id names flights that there are not, or that nobody can take one after the other. */
export function remakeOffer(timetable: Timetable, id: string, today: string): Offer | undefined {
  const name = parseOfferId(id)
  if (!name) return undefined
  const itineraries = name.journeys.map((flights) => remakeItinerary(timetable, flights))
  const [there, back] = itineraries.map((itinerary) => itinerary && toQuote(itinerary, name.cabin, today))
  if (!there) return undefined
  const offer = name.journeys.length === 1 ? toOffer([there], name) : toReturn(there, back, name)
  return offer?.id === id ? offer : undefined
}

function toReturn(there: Quote, back: Quote | undefined, options: OfferOptions): Offer | undefined {
  return back && isAfter(there.itinerary, back.itinerary) ? toOffer([there, back], options) : undefined
}

function remakeItinerary(timetable: Timetable, names: readonly FlightName[]): Itinerary | undefined {
  const flights = names.flatMap((name) => findFlight(timetable, name) ?? [])
  if (flights.length < names.length || flights[0]!.from === flights.at(-1)!.to) return undefined
  return flights.every((flight, index) => index === 0 || isConnection(flights[index - 1]!, flight)) ? flights : undefined
}

function findFlight({ airports, network }: Timetable, name: FlightName): Flight | undefined {
  const from = airports.get(name.from)
  const to = airports.get(name.to)
  if (!from || !to) return undefined
  const service = network.servicesBetween(from, to).find(({ airline }) => airline.code === name.airline)
  return service && flightsOn(service, from, name.date).find(({ number }) => number === name.number)
}
