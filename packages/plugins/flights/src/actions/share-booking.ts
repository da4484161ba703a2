import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { bookingIdSchema, toNotFound, toShareUrl } from '../bookings/booking-schema.ts'
import type { FlightsServices } from '../services.ts'

export const shareBooking = defineAction({
  name: 'shareBooking',
  description:
    'Make a link to a page with the flights of a booking, without names or prices, for anyone who has it. unshareBooking ends it.',
  examples: [
    {
      say: 'give me a link to my flights for my mother',
      input: { id: 'K7M2XQ9RTA' },
      output: { url: 'https://flights.example.com/b/3q2-7wR0c1Z8kT5yVbN4mXaPeLsJdHuG' },
    },
    { say: 'share my trip to Bali', input: { id: 'B4WQZ8HN3C' } },
    { say: 'I want to send my itinerary to a colleague', input: { id: 'T9KY2HNDLR' } },
    { say: 'make my Graz booking viewable by link', input: { id: 'GR5TU9XK2P' } },
    { say: 'how can my hotel see when I land?', input: { id: 'MN8PQ3RS7T' } },
    { say: 'get the share link of booking K7M2XQ9RTA again', input: { id: 'K7M2XQ9RTA' } },
  ],
  route: 'POST /bookings/{id}/share',
  effect: 'write',
  input: z.object({ id: bookingIdSchema }),
  output: z.object({ url: z.url() }),
  async run({ id }, { user, bookings, origin }: UserContext & FlightsServices) {
    const token = await bookings.share(user.id, id)
    if (token === undefined) throw toNotFound()
    return { url: toShareUrl(origin, token) }
  },
})
