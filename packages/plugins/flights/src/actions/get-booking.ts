import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { bookingIdSchema, bookingSchema, findBooking, toBookingAnswer } from '../bookings/booking-schema.ts'
import { bookingOutput } from '../bookings/examples.ts'
import type { FlightsServices } from '../services.ts'

export const getBooking = defineAction({
  name: 'getBooking',
  description: "Show one of the signed-in user's bookings: flights, passengers, price, status, and what cancelling would pay back now.",
  examples: [
    { say: 'show me the details of booking K7M2XQ9RTA', input: { id: 'K7M2XQ9RTA' }, output: bookingOutput },
    { say: 'when does my flight to New York leave?', input: { id: 'K7M2XQ9RTA' } },
    { say: 'what would I get back if I cancelled the Bali trip?', input: { id: 'B4WQZ8HN3C' } },
    { say: 'who is on my booking to Graz?', input: { id: 'GR5TU9XK2P' } },
    { say: 'has the booking been confirmed?', input: { id: 'MN8PQ3RS7T' } },
    { say: 'what was my reference for the Tokyo flight?', input: { id: 'T9KY2HNDLR' } },
  ],
  route: 'GET /bookings/{id}',
  effect: 'read',
  input: z.object({ id: bookingIdSchema }),
  output: bookingSchema,
  async run({ id }, { user, bookings, now, origin }: UserContext & FlightsServices) {
    return toBookingAnswer(await findBooking(bookings, user.id, id), { origin, now: now() })
  },
})
