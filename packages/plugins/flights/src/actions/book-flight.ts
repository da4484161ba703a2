import { AppError, defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { bookOffer } from '../bookings/book-offer.ts'
import { bookingSchema, toBookingAnswer } from '../bookings/booking-schema.ts'
import { bookingOutput } from '../bookings/examples.ts'
import { passengerSchema } from '../bookings/passenger-schema.ts'
import type { Money, Offer } from '../flight-provider.ts'
import { offerIdSchema, toPrice } from '../offer-schema.ts'
import { findOnSale } from '../sales-window.ts'
import type { FlightsServices } from '../services.ts'

const ada = { givenName: 'Ada', familyName: 'Lovelace' }
const alan = { givenName: 'Alan', familyName: 'Turing' }

export const bookFlight = defineAction({
  name: 'bookFlight',
  description:
    'Book an offer of searchFlights for named passengers, at the price the user agreed to. Ask the user before. If the price has changed, nothing is booked.',
  examples: [
    {
      say: 'book the Air France flight for Ada Lovelace',
      input: { offerId: 'Y1-AF6761CDGJFK270514', passengers: [ada], expectedPrice: { amount: 48900, currency: 'EUR' } },
      output: bookingOutput,
    },
    {
      say: 'yes, take the 49 euro one for Alan and me',
      input: { offerId: 'Y2-OS3343VIEGRZ270205', passengers: [alan, ada], expectedPrice: { amount: 9800, currency: 'EUR' } },
    },
    {
      say: 'book the nonstop to LA, passenger is Grace Hopper',
      input: {
        offerId: 'Y1-AA7587JFKLAX270115',
        passengers: [{ givenName: 'Grace', familyName: 'Hopper' }],
        expectedPrice: { amount: 35100, currency: 'USD' },
      },
    },
    {
      say: 'ok, 771 is fine, book Bali',
      input: {
        offerId: 'Y1-MH5354BERKUL270301_MH1791KULDPS270302',
        passengers: [{ givenName: 'Konrad', familyName: 'Zuse' }],
        expectedPrice: { amount: 77100, currency: 'EUR' },
      },
    },
    {
      say: 'reserve the Vueling one for José García',
      input: {
        offerId: 'Y1-VY466CDGBCN270205',
        passengers: [{ givenName: 'José', familyName: 'García' }],
        expectedPrice: { amount: 5900, currency: 'EUR' },
      },
    },
    {
      say: 'go ahead, both of us in business to Tokyo',
      input: {
        offerId: 'J2-VS2907LHRHND270403-NH4559HNDCPH270417_SK2649CPHLHR270417',
        passengers: [ada, alan],
        expectedPrice: { amount: 871200, currency: 'GBP' },
      },
    },
  ],
  route: 'POST /bookings',
  effect: 'write',
  input: z.object({
    offerId: offerIdSchema,
    passengers: z.array(passengerSchema).min(1).max(9).describe('As many as the offer is for.'),
    expectedPrice: z
      .object({
        amount: z.int().min(1).describe('In the smallest unit of the currency: 23140 is 231.40.'),
        currency: z.string().regex(/^[A-Z]{3}$/),
      })
      .describe('The price of the offer that the user agreed to.'),
  }),
  output: bookingSchema,
  timeout: 40_000,
  async run({ offerId, passengers, expectedPrice }, { user, provider, bookings, now, origin, signal }: UserContext & FlightsServices) {
    const offer = await findOnSale(provider, offerId, now(), signal)
    checkPassengers(offer, passengers.length)
    checkPrice(offer.price, expectedPrice)
    const booking = await bookOffer({ bookings, provider, userId: user.id, offer, passengers, now: now(), signal })
    return toBookingAnswer(booking, { origin, now: now() })
  },
})

function checkPassengers(offer: Offer, count: number): void {
  if (count === offer.passengers) return
  throw new AppError(
    'invalid_input',
    `This offer is for ${offer.passengers} passengers, not ${count}. Search again with passengers ${count}.`,
  )
}

function checkPrice(price: Money, expected: Money): void {
  if (price.amount === expected.amount && price.currency === expected.currency) return
  const now = toPrice(price)
  throw new AppError('conflict', `The price is now ${now.text}. Nothing was booked: ask the user, then book with this price.`, {
    details: { price: now },
  })
}
