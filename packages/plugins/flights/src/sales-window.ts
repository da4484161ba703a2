import { AppError } from '@patchbay/plugin-kit'
import type { FlightProvider, Offer } from './flight-provider.ts'
import { day, hour } from './time/zone.ts'

/** How many days ahead flights are sold. */
export const daysOnSale = 330

/** Sales end so many milliseconds before departure. */
export const closesBefore = hour

/** Whether an offer leaves late enough to be booked, and not too late. */
export function isOnSale({ journeys }: Offer, now: number): boolean {
  const departs = Date.parse(journeys[0].departs)
  return departs > now + closesBefore && departs < now + (daysOnSale + 2) * day
}

/**
 * The offer of an id, if it can be booked now.
 *
 * @throws AppError `not_found` when there is none, `gone` when its flights leave too soon or have left.
 */
export async function findOnSale(provider: FlightProvider, id: string, now: number, signal: AbortSignal): Promise<Offer> {
  const offer = await provider.getOffer(id, signal)
  if (!offer) throw new AppError('not_found', 'There is no such offer. Call searchFlights and use the id of one of its offers as it is.')
  if (!isOnSale(offer, now))
    throw new AppError('gone', 'This offer is no longer on sale: its first flight has left or is about to. Search again.')
  return offer
}
