import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { bookingIdSchema } from '../bookings/booking-schema.ts'
import { bookingStatuses, type Booking } from '../bookings/booking.ts'
import { priceSchema, toPrice } from '../offer-schema.ts'
import type { FlightsServices } from '../services.ts'

const shortSchema = z.object({
  id: z.string(),
  status: z.enum(bookingStatuses),
  from: z.string(),
  to: z.string(),
  departs: z.string(),
  returns: z.string().optional().describe('When the way back departs.'),
  flights: z.array(z.string()),
  passengers: z.int(),
  price: priceSchema,
})

const output = {
  bookings: [
    {
      id: 'K7M2XQ9RTA',
      status: 'confirmed' as const,
      from: 'CDG',
      to: 'JFK',
      departs: '2027-05-14T13:40:00+02:00',
      flights: ['AF 6761'],
      passengers: 1,
      price: { amount: 48900, currency: 'EUR', text: '€489.00' },
    },
  ],
}

export const listBookings = defineAction({
  name: 'listBookings',
  description: "List the signed-in user's flight bookings in short, the newest first. Use getBooking for the details of one.",
  examples: [
    { say: 'what flights have I booked?', input: {}, output },
    { say: 'my last booking', input: { limit: 1 } },
    { say: 'show me my trips', input: { limit: 10 } },
    { say: 'and the ones before that?', input: { after: 'K7M2XQ9RTA' } },
    { say: 'list up to 25 of my bookings', input: { limit: 25 } },
    { say: 'did I already book something to New York?', input: { limit: 25 } },
  ],
  route: 'GET /bookings',
  effect: 'read',
  input: z.object({
    limit: z.int().min(1).max(25).default(10).describe('At most so many bookings.'),
    after: bookingIdSchema.optional().describe('The id of the last booking of the page before.'),
  }),
  output: z.object({
    bookings: z.array(shortSchema),
    next: z.string().optional().describe('There may be more: call again with this as after.'),
  }),
  async run({ limit, after }, { user, bookings }: UserContext & FlightsServices) {
    const found = await bookings.list({ userId: user.id, limit, after })
    return { bookings: found.map(toShort), ...(found.length === limit && { next: found.at(-1)!.id }) }
  },
})

function toShort({ id, status, offer, passengers }: Booking): z.input<typeof shortSchema> {
  const [there, back] = offer.journeys
  return {
    id,
    status,
    from: there.from,
    to: there.to,
    departs: there.departs,
    ...(back && { returns: back.departs }),
    flights: offer.journeys.flatMap(({ legs }) => legs.map(({ flight }) => flight)),
    passengers: passengers.length,
    price: toPrice(offer.price),
  }
}
