import { z } from 'zod'
import { cabins, type Journey, type Money, type Offer } from './flight-provider.ts'

export const offerIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{4,160}$/, 'must be the id of an offer, as searchFlights gave it')
  .describe('The id of an offer, as searchFlights gave it.')

export const priceSchema = z.object({
  amount: z.int().describe('In the smallest unit of the currency: 23140 is 231.40.'),
  currency: z.string().length(3).describe('ISO 4217, such as EUR.'),
  text: z.string().describe('To show to people.'),
})

const legSchema = z.object({
  flight: z.string(),
  airline: z.string(),
  from: z.string().describe('IATA code.'),
  to: z.string().describe('IATA code.'),
  departs: z.string().describe('Local time with offset.'),
  arrives: z.string().describe('Local time with offset.'),
  aircraft: z.string().optional(),
  cabin: z.enum(cabins),
})

export const journeySchema = z.object({
  from: z.string(),
  to: z.string(),
  departs: z.string(),
  arrives: z.string(),
  minutes: z.int().describe('From the first take-off to the last landing.'),
  stops: z.int(),
  legs: z.array(legSchema),
})

export const offerSchema = z.object({
  id: z.string(),
  url: z.url().describe('A page about the offer, to be linked.'),
  price: priceSchema.describe('For all passengers, there and back.'),
  passengers: z.int(),
  cabin: z.enum(cabins),
  seatsLeft: z.int().optional().describe('9 means nine or more.'),
  outbound: journeySchema,
  inbound: journeySchema.optional(),
})

/** An offer as answers show it. */
export function toOfferAnswer({ id, price, passengers, cabin, seatsLeft, journeys }: Offer, origin: string): z.input<typeof offerSchema> {
  return {
    id,
    url: `${origin}/o/${id}`,
    price: toPrice(price),
    passengers,
    cabin,
    ...(seatsLeft !== undefined && { seatsLeft }),
    ...toDirections(journeys),
  }
}

/** The way there and the way back, by their names. */
export function toDirections([outbound, inbound]: readonly Journey[]): { outbound: Journey; inbound?: Journey } {
  return { outbound: outbound!, ...(inbound && { inbound }) }
}

/** Adds the text that people read: `€231.40`. */
export function toPrice({ amount, currency }: Money): z.input<typeof priceSchema> {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return { amount, currency, text: format.format(amount / 10 ** toDecimals(currency)) }
}

/** The decimals of a currency: 2 of EUR, none of JPY. */
export function toDecimals(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}
