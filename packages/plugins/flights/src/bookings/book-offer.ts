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
export async function bookOffer({ bookings, provider: { seller }, signal, ...options }: BookOptions): Promise<Booking> {
  seller?.checkPassengers(options.passengers)
  const booking = await bookings.create({ ...options, status: seller ? 'pending' : 'confirmed', now: new Date(options.now) })
  return seller ? order(bookings, seller, booking, signal) : booking
}

async function order(bookings: BookingStore, seller: Seller, { id, offer, passengers }: Booking, signal: AbortSignal): Promise<Booking> {
  try {
    return await bookings.confirm(id, await seller.createOrder(offer, passengers, signal))
  } catch (error) {
    // A refusal is final. Without an answer the order may exist: the booking stays pending.
    if (isRefusal(error)) await bookings.fail(id)
    else
      throw new AppError(
        'upstream_failed',
        `The seller did not confirm in time. Booking ${id} is pending: look at it before you book again.`,
        { cause: error },
      )
    throw error
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.status < 500
}
