import type { FlightProvider, Offer } from '../flight-provider.ts'
import { closesBefore } from '../sales-window.ts'
import { sortOffers } from '../sort-offers.ts'
import { toLocalDate } from '../time/zone.ts'
import { findOffers } from './find-offers.ts'
import { remakeOffer, type Timetable } from './remake-offer.ts'
import { toSeatsLeft } from './to-offer.ts'

export interface TimetableOptions extends Timetable {
  /** The present instant. */
  now: () => number
  /** How many seats of each claim have been sold to users; a claim that is missing has none. */
  countSold: (keys: readonly string[]) => Promise<ReadonlyMap<string, number>>
}

/**
 * Offers from the embedded timetable. The same query gives the same answer all day (UTC), apart from seats sold
 * meanwhile; prices change from day to day. An offer is made again from its id, so nothing is kept of it.
 */
export function createTimetableProvider({ airports, network, now, countSold }: TimetableOptions): FlightProvider {
  const toToday = () => toLocalDate('Etc/UTC', now())
  return {
    name: 'timetable',
    seller: undefined,
    async search(query) {
      const offers = findOffers(network, query, { today: toToday(), notBefore: now() + closesBefore })
      const left = await withSold(offers, countSold)
      const open = left.filter(({ seatsLeft }) => seatsLeft! >= query.passengers)
      return sortOffers(open, query.sort).slice(0, query.limit)
    },
    async getOffer(id) {
      const offer = remakeOffer({ airports, network }, id, toToday())
      return offer && (await withSold([offer], countSold))[0]
    },
  }
}

async function withSold(offers: readonly Offer[], countSold: TimetableOptions['countSold']): Promise<Offer[]> {
  if (offers.length === 0) return []
  const sold = await countSold([...new Set(offers.flatMap(({ seats }) => seats.map(({ key }) => key)))])
  return offers.map((offer) => ({ ...offer, seatsLeft: toSeatsLeft(offer.seats, sold) }))
}
