import { AppError } from '@patchbay/plugin-kit'
import type { FlightProvider, Offer, Passenger, Seller } from '../flight-provider.ts'
import type { BookingStore } from './booking-store.ts'
import type { Booking } from './booking.ts'

export interface BookOptions {
  bookings: BookingStore
  provider: FlightProvider
  userId: string
  offer: Offer
  passengers: readonly Passenger[]
  now: number
  signal: AbortSignal
}

/** Books an offer. Of a seller outside, the booking is stored first, so that no order is ever without one. */
export async function bookOffer(options: BookOptions): Promise<Booking> {
  const { bookings, provider, userId, offer, now } = options
  provider.seller?.checkPassengers(options.passengers)
  // Only names are kept; the rest is for the seller.
  const passengers = options.passengers.map(({ givenName, familyName }) => ({ givenName, familyName }))
  const status = provider.seller ? 'pending' : 'confirmed'
  const booking = await bookings.create({ userId, offer, passengers, status, now: new Date(now) })
  return provider.seller ? order(booking.id, provider.seller, options) : booking
}

async function order(id: string, seller: Seller, { bookings, offer, passengers, signal }: BookOptions): Promise<Booking> {
  try {
    return await bookings.confirm(id, await seller.createOrder(offer, passengers, signal))
  } catch (error) {
    // A refusal is final. Without an answer the order may exist: the booking stays pending.
    if (!isRefusal(error)) throw toPending(id, error)
    await bookings.fail(id)
    throw error
  }
}

function toPending(id: string, cause: unknown): AppError {
  return new AppError(
    'upstream_failed',
    `The seller did not confirm in time. Booking ${id} is pending: look at it before you book again.`,
    { cause },
  )
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.status < 500
}
