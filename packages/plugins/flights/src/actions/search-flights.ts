import { AppError, defineAction, type ActionContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { cabins, sortOrders, type FlightQuery } from '../flight-provider.ts'
import { offerSchema, toOfferAnswer } from '../offer-schema.ts'
import { describePlace, type Place } from '../places/place.ts'
import { resolvePlace } from '../places/resolve-place.ts'
import { daysOnSale } from '../sales-window.ts'
import type { FlightsServices } from '../services.ts'
import { addDays } from '../time/calendar.ts'
import { toLocalDate } from '../time/zone.ts'
import { explainEmpty } from './explain-empty.ts'
import { searchOutput } from './search-flights.examples.ts'

const placeSchema = z.object({ code: z.string(), name: z.string(), airports: z.array(z.string()) })

export const searchFlights = defineAction({
  name: 'searchFlights',
  description:
    'Find flights between two places on a date, with prices and free seats. Use it for any question about flights. Changes nothing; book with bookFlight.',
  examples: [
    {
      say: 'flights from Paris to New York on 14 May 2027',
      input: { from: 'Paris', to: 'New York', date: '2027-05-14' },
      output: searchOutput,
    },
    {
      say: 'London to Tokyo, 3 to 17 April, two people, business',
      input: { from: 'London', to: 'Tokyo', date: '2027-04-03', returnDate: '2027-04-17', passengers: 2, cabin: 'business' },
    },
    { say: 'cheapest way from Berlin to Bali on 1 March', input: { from: 'BER', to: 'DPS', date: '2027-03-01', sort: 'price' } },
    { say: 'only non-stop flights JFK to LAX next Friday', input: { from: 'JFK', to: 'LAX', date: '2027-01-15', maxStops: 0 } },
    {
      say: 'I must be in Sydney soon, leaving from Graz, fastest please',
      input: { from: 'Graz', to: 'Sydney', date: '2027-02-09', sort: 'duration', maxStops: 2 },
    },
    {
      say: 'the first three planes from Stockholm to Oslo on the 20th',
      input: { from: 'STO', to: 'OSL', date: '2027-01-20', sort: 'departure', limit: 3 },
    },
    {
      say: 'family of four to San Jose in Costa Rica and back, from Denver',
      input: { from: 'Denver', to: 'San Jose, Costa Rica', date: '2027-06-19', returnDate: '2027-07-03', passengers: 4 },
    },
  ],
  route: 'GET /flights',
  effect: 'read',
  auth: 'none',
  input: z.object({
    from: z.string().trim().min(1).max(80).describe('City or airport to leave from: a name or an IATA code, such as Paris or CDG.'),
    to: z.string().trim().min(1).max(80).describe('City or airport to go to: a name or an IATA code, such as New York or JFK.'),
    date: z.iso.date().describe('Day of departure, YYYY-MM-DD, at most 330 days ahead.'),
    returnDate: z.iso.date().optional().describe('Day of the flight back, YYYY-MM-DD. Leave it out for one way.'),
    passengers: z.int().min(1).max(9).default(1).describe('How many people fly.'),
    cabin: z.enum(cabins).default('economy').describe('The cabin class.'),
    maxStops: z.int().min(0).max(2).default(2).describe('At most so many stops each way; 0 for non-stop.'),
    sort: z.enum(sortOrders).default('best').describe('best weighs price, time and stops.'),
    limit: z.int().min(1).max(10).default(5).describe('At most so many offers.'),
  }),
  output: z.object({
    from: placeSchema,
    to: placeSchema,
    offers: z.array(offerSchema),
    notes: z.array(z.string()).describe('What to tell the user: which place was chosen, why there are no offers.'),
    simulated: z.boolean().describe('Whether flights and prices are made up.'),
  }),
  timeout: 30_000,
  widget: {
    html: new URL('../../widget/built/offers.html', import.meta.url),
    description: 'The offers with times, stops and prices. The user can choose one there.',
  },
  async run({ from, to, ...rest }, { places, provider, now, location, origin, signal }: ActionContext & FlightsServices) {
    const start = resolvePlace(places, from, location)
    const end = resolvePlace(places, to, location)
    const query: FlightQuery = { ...rest, returnDate: rest.returnDate, from: start.place, to: end.place }
    checkQuery(query, now())
    const offers = await provider.search(query, signal)
    const notes = [start.note, end.note].filter((note) => note !== undefined)
    if (offers.length === 0) notes.push(await explainEmpty(provider, query, signal))
    const simulated = provider.name === 'timetable'
    return {
      from: toPlaceAnswer(start.place),
      to: toPlaceAnswer(end.place),
      offers: offers.map((offer) => toOfferAnswer(offer, origin)),
      notes,
      simulated,
    }
  },
})

/** Dates are checked against today here, not in the schema: examples must stay valid. */
function checkQuery({ from, to, date, returnDate }: FlightQuery, now: number): void {
  if (from.airports.some((airport) => to.airports.includes(airport)))
    throw new AppError('invalid_input', `${describePlace(from)} is both start and end. Give two different places.`)
  const today = toLocalDate(from.airports[0]!.zone, now)
  const last = addDays(today, daysOnSale)
  if (date < today) throw new AppError('invalid_input', `${date} has passed: in ${from.name} today is ${today}. Give a later date.`)
  if (date > last || (returnDate ?? date) > last)
    throw new AppError('invalid_input', `Flights are sold until ${last}. Give an earlier date.`)
  if (returnDate !== undefined && returnDate < date)
    throw new AppError('invalid_input', `The way back on ${returnDate} is before the way there on ${date}. Give a later returnDate.`)
}

function toPlaceAnswer(place: Place): z.input<typeof placeSchema> {
  return { code: place.code, name: describePlace(place), airports: place.airports.map(({ code }) => code) }
}
