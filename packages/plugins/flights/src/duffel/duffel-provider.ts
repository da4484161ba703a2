import { AppError } from '@patchbay/plugin-kit'
import type { Airport } from '../airports/airport.ts'
import type { FlightProvider, FlightQuery } from '../flight-provider.ts'
import { sortOffers } from '../sort-offers.ts'
import { createDuffelClient, type DuffelClientOptions } from './duffel-client.ts'
import { duffelOfferRequestSchema, duffelOfferSchema } from './duffel-schema.ts'
import { createDuffelSeller } from './duffel-seller.ts'
import { toOffer } from './to-offer.ts'

export interface DuffelOptions extends DuffelClientOptions {
  /** For time zones. */
  airports: ReadonlyMap<string, Airport>
}

/** Real offers from Duffel: `POST /air/offer_requests`, `GET /air/offers/{id}`. */
export function createDuffelProvider({ airports, ...options }: DuffelOptions): FlightProvider {
  const call = createDuffelClient(options)
  const findZone = (code: string) => airports.get(code)?.zone ?? 'Etc/UTC'
  return {
    name: 'duffel',
    seller: createDuffelSeller(call),
    async search(query, signal) {
      // Airlines that have not answered after 20 s are left out.
      const path = '/air/offer_requests?return_offers=true&supplier_timeout=20000'
      const answer = await call({ method: 'POST', path, data: toOfferRequest(query), schema: duffelOfferRequestSchema, signal })
      const offers = answer.offers.map((offer) => ({ ...toOffer(offer, findZone), cabin: query.cabin }))
      return sortOffers(offers, query.sort).slice(0, query.limit)
    },
    async getOffer(id, signal) {
      if (!/^off_\w+$/.test(id)) return undefined
      try {
        return toOffer(await call({ method: 'GET', path: `/air/offers/${id}`, schema: duffelOfferSchema, signal }), findZone)
      } catch (error) {
        // Unknown, or no longer available.
        if (error instanceof AppError && (error.code === 'not_found' || error.code === 'conflict')) return undefined
        throw error
      }
    },
  }
}

function toOfferRequest({ from, to, date, returnDate, passengers, cabin, maxStops }: FlightQuery): object {
  const there = { origin: from.code, destination: to.code, departure_date: date }
  const back = { origin: to.code, destination: from.code, departure_date: returnDate }
  return {
    slices: returnDate === undefined ? [there] : [there, back],
    passengers: Array.from({ length: passengers }, () => ({ type: 'adult' })),
    cabin_class: cabin,
    max_connections: maxStops,
  }
}
