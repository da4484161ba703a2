import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { bookingIdSchema, toNotFound } from '../bookings/booking-schema.ts'
import type { FlightsServices } from '../services.ts'

export const unshareBooking = defineAction({
  name: 'unshareBooking',
  description: 'End the link that shareBooking made: its page is gone at once, for everybody. The booking itself stays.',
  examples: [
    { say: 'stop sharing my booking', input: { id: 'K7M2XQ9RTA' }, output: { shared: false } },
    { say: 'revoke the link to my Bali trip', input: { id: 'B4WQZ8HN3C' } },
    { say: 'nobody should see my itinerary any more', input: { id: 'T9KY2HNDLR' } },
    { say: 'I posted the link by mistake, take it down', input: { id: 'GR5TU9XK2P' } },
    { say: 'make booking MN8PQ3RS7T private again', input: { id: 'MN8PQ3RS7T' } },
    { say: 'the link has leaked, end it', input: { id: 'K7M2XQ9RTA' } },
  ],
  route: 'DELETE /bookings/{id}/share',
  effect: 'write',
  input: z.object({ id: bookingIdSchema }),
  output: z.object({ shared: z.literal(false) }),
  async run({ id }, { user, bookings }: UserContext & FlightsServices) {
    if (!(await bookings.unshare(user.id, id))) throw toNotFound()
    return { shared: false as const }
  },
})
