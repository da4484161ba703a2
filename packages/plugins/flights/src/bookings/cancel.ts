import { AppError } from '@patchbay/plugin-kit'
import type { FlightProvider, Money } from '../flight-provider.ts'
import { findBooking, isCancellable, refundOf } from './booking-schema.ts'
import type { BookingStore } from './booking-store.ts'
import type { Booking } from './booking.ts'

export interface CancelOfferOptions {
  bookings: BookingStore
  provider: FlightProvider
  userId: string
  id: string
  now: number
  signal: AbortSignal
}

/** Cancels a booking, once: of a cancelled one it gives what was decided then. */
export async function cancel({ bookings, provider, userId, id, now, signal }: CancelOfferOptions): Promise<Booking> {
  const booking = await findBooking(bookings, userId, id)
  if (booking.status === 'cancelled') return booking
  if (!isCancellable(booking, now)) throw new AppError('conflict', toReason(booking))
  const refund = await toFinalRefund(provider, booking, now, signal)
  return (await bookings.cancel({ userId, id, refund, now: new Date(now) })) ?? findBooking(bookings, userId, id)
}

function toReason({ status }: Booking): string {
  if (status === 'pending')
    return 'This booking has no ticket yet: cancel the job that books it, with cancelJob, or try again in some minutes.'
  if (status === 'failed') return 'The airline refused this booking: there is nothing to cancel.'
  return 'The first flight has left: this booking can no longer be cancelled.'
}

async function toFinalRefund({ seller }: FlightProvider, booking: Booking, now: number, signal: AbortSignal): Promise<Money> {
  if (booking.orderId === undefined) return refundOf(booking, now)
  if (!seller) throw new AppError('unavailable', 'This booking was made with a seller that is switched off. Ask the operator.')
  return seller.cancelOrder(booking.orderId, signal)
}
