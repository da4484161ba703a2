import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { cabins, type Money } from '../flight-provider.ts'
import { journeySchema, priceSchema, toDirections, toPrice } from '../offer-schema.ts'
import type { BookingStore } from './booking-store.ts'
import { bookingStatuses, type Booking } from './booking.ts'
import { toRefund } from './refund.ts'

export const bookingIdSchema = z
  .string()
  .regex(/^[2-9A-Z]{10}$/, 'must be the id of a booking, as bookFlight or listBookings gave it')
  .describe('The id of a booking, as bookFlight or listBookings gave it.')

export const bookingSchema = z.object({
  id: z.string(),
  reference: z.string().optional().describe('What the airline knows the booking by.'),
  status: z.enum(bookingStatuses).describe('pending: it has no ticket yet; failed: the airline refused it.'),
  price: priceSchema,
  refund: priceSchema.optional().describe('What was paid back for a cancelled booking.'),
  refundIfCancelledNow: priceSchema.optional(),
  passengers: z.array(z.string()).describe('Full names.'),
  cabin: z.enum(cabins),
  outbound: journeySchema,
  inbound: journeySchema.optional(),
  bookedAt: z.string(),
  shareUrl: z.url().optional().describe('A page without names that anyone with the link can see; unshareBooking ends it.'),
  simulated: z.boolean(),
})

/** A booking as its owner sees it. */
export function toBookingAnswer(booking: Booking, { origin, now }: { origin: string; now: number }): z.input<typeof bookingSchema> {
  const { offer, reference, refund, shareToken } = booking
  return {
    id: booking.id,
    ...(reference !== undefined && { reference }),
    status: booking.status,
    price: toPrice(offer.price),
    ...(refund !== undefined && { refund: toPrice(refund) }),
    ...(isCancellable(booking, now) && offer.simulated && { refundIfCancelledNow: toPrice(refundOf(booking, now)) }),
    passengers: booking.passengers.map(({ givenName, familyName }) => `${givenName} ${familyName}`),
    cabin: offer.cabin,
    ...toDirections(offer.journeys),
    bookedAt: booking.createdAt.toISOString(),
    ...(shareToken !== undefined && { shareUrl: toShareUrl(origin, shareToken) }),
    simulated: offer.simulated,
  }
}

export function toShareUrl(origin: string, token: string): string {
  return `${origin}/b/${token}`
}

/** What the rule for simulated bookings pays back now. */
export function refundOf({ offer: { price }, createdAt, departsAt }: Booking, now: number): Money {
  const amount = toRefund({ amount: price.amount, bookedAt: createdAt.getTime(), departsAt: departsAt.getTime(), now })
  return { amount, currency: price.currency }
}

export function isCancellable({ status, departsAt }: Booking, now: number): boolean {
  return status === 'confirmed' && departsAt.getTime() > now
}

/** A booking of the user. Throws AppError `not_found`, whether there is none or it is somebody else's. */
export async function findBooking(bookings: BookingStore, userId: string, id: string): Promise<Booking> {
  const booking = await bookings.find(userId, id)
  if (!booking) throw toNotFound()
  return booking
}

export function toNotFound(): AppError {
  return new AppError('not_found', 'You have no such booking. Call listBookings for the ids of yours.')
}
