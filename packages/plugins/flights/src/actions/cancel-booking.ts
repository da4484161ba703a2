import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { bookingIdSchema, bookingSchema, toBookingAnswer } from '../bookings/booking-schema.ts'
import { cancel } from '../bookings/cancel.ts'
import { bookingOutput } from '../bookings/examples.ts'
import { refundRule } from '../bookings/refund.ts'
import type { FlightsServices } from '../services.ts'

const { refundIfCancelledNow, ...cancelled } = bookingOutput

export const cancelBooking = defineAction({
  name: 'cancelBooking',
  description:
    "Cancel one of the signed-in user's bookings for good and say what is paid back. Ask before; getBooking tells the refund. Twice changes nothing more.",
  examples: [
    {
      say: 'cancel booking K7M2XQ9RTA',
      input: { id: 'K7M2XQ9RTA' },
      output: { ...cancelled, status: 'cancelled', refund: refundIfCancelledNow, refundRule },
    },
    { say: 'I am not going to Bali after all, cancel it', input: { id: 'B4WQZ8HN3C' } },
    { say: 'yes, cancel it and refund me', input: { id: 'GR5TU9XK2P' } },
    { say: 'call off the flight to Tokyo', input: { id: 'T9KY2HNDLR' } },
    { say: 'drop my last booking', input: { id: 'MN8PQ3RS7T' } },
    { say: 'storniere meinen Flug nach Graz', input: { id: 'GR5TU9XK2P' } },
  ],
  route: 'POST /bookings/{id}/cancel',
  effect: 'destructive',
  input: z.object({ id: bookingIdSchema }),
  output: bookingSchema.extend({ refundRule: z.string() }),
  timeout: 40_000,
  async run({ id }, { user, bookings, provider, now, origin, signal }: UserContext & FlightsServices) {
    const booking = await cancel({ bookings, provider, userId: user.id, id, now: now(), signal })
    const rule = booking.offer.simulated ? refundRule : 'The refund is what the airline pays back under the terms of the fare.'
    return { ...toBookingAnswer(booking, { origin, now: now() }), refundRule: rule }
  },
})
