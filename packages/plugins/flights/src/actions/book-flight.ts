import { AppError, defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { bookOffer } from '../bookings/book-offer.ts'
import { bookingSchema, toBookingAnswer } from '../bookings/booking-schema.ts'
import { bookingOutput } from '../bookings/examples.ts'
import { passengerSchema } from '../bookings/passenger-schema.ts'
import { confirmBooking } from '../bookings/booking-store.ts'
import type { FlightsDatabase } from '../bookings/booking.ts'
import type { FlightProvider, Journey, Money, Offer } from '../flight-provider.ts'
import { offerIdSchema, toPrice } from '../offer-schema.ts'
import { findOnSale } from '../sales-window.ts'
import type { FlightsServices } from '../services.ts'

const ada = { givenName: 'Ada', familyName: 'Lovelace' }
const alan = { givenName: 'Alan', familyName: 'Turing' }

export const bookFlight = defineAction({
  name: 'bookFlight',
  description:
    'Book an offer of searchFlights for named passengers. Asks the user first, then books in the background: getJob tells how far it is. If the price has changed, nothing is booked.',
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
  background: { attempts: 6, timeout: 120_000, concurrency: 20 },
  async confirm({ offerId, passengers, expectedPrice }, { provider, airports, now, signal }: UserContext & FlightsServices) {
    const offer = await findOffer(provider, { offerId, passengers, expectedPrice }, now(), signal)
    const names = passengers.map(({ givenName, familyName }) => `${givenName} ${familyName}`).join(', ')
    return `Book ${offer.journeys.map((journey) => toWords(journey, airports)).join(' and ')} for ${names}, for ${toPrice(offer.price).text}?`
  },
  async run(input, context: UserContext & FlightsServices) {
    const { user, provider, bookings, carrier, now, origin, signal, progress, jobId } = context
    const booked = await bookOffer({
      bookings,
      provider,
      carrier,
      userId: user.id,
      jobId,
      findOffer: () => findOffer(provider, input, now(), signal),
      passengers: input.passengers,
      now: now(),
      signal,
      progress,
    })
    if (!('booking' in booked)) return toBookingAnswer(booked, { origin, now: now() })
    return context.transaction(async (database: FlightsDatabase) =>
      toBookingAnswer(await confirmBooking(database, booked), { origin, now: now() }),
    )
  },
})

interface Wish {
  offerId: string
  passengers: readonly unknown[]
  expectedPrice: Money
}

/** The offer, if it is as the person agreed to it. */
async function findOffer(provider: FlightProvider, wish: Wish, now: number, signal: AbortSignal): Promise<Offer> {
  const offer = await findOnSale(provider, wish.offerId, now, signal)
  checkPassengers(offer, wish.passengers.length)
  checkPrice(offer.price, wish.expectedPrice)
  return offer
}

/** `AF 6761, Paris (CDG) to New York (JFK) on 2027-05-14 at 13:40` */
function toWords({ from, to, departs, legs }: Journey, airports: FlightsServices['airports']): string {
  const toPlace = (code: string) => `${airports.get(code)?.city ?? code} (${code})`
  const flights = legs.map(({ flight }) => flight).join(' + ')
  return `${flights}, ${toPlace(from)} to ${toPlace(to)} on ${departs.slice(0, 10)} at ${departs.slice(11, 16)}`
}

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
