import { searchOutput } from '../actions/search-flights.examples.ts'

const { outbound, price } = searchOutput.offers[0]!

/** A booking as answers show it. */
export const bookingOutput = {
  id: 'K7M2XQ9RTA',
  reference: 'QX7MPL',
  status: 'confirmed' as const,
  price,
  refundIfCancelledNow: price,
  passengers: ['Ada Lovelace'],
  cabin: 'economy' as const,
  outbound,
  bookedAt: '2027-02-01T09:30:00.000Z',
  simulated: true,
}
