import { defineAction, type ActionContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { offerIdSchema, offerSchema, toOfferAnswer } from '../offer-schema.ts'
import { findOnSale } from '../sales-window.ts'
import type { FlightsServices } from '../services.ts'
import { searchOutput } from './search-flights.examples.ts'

export const getOffer = defineAction({
  name: 'getOffer',
  description: 'Look again at one offer of searchFlights: its price and free seats of now. Use it before booking if some time has passed.',
  examples: [
    { say: 'is the Air France flight still 489 euros?', input: { id: 'Y1-AF6761CDGJFK270514' }, output: searchOutput.offers[0]! },
    { say: 'how many seats are left on the second one?', input: { id: 'Y2-OS3343VIEGRZ270205' } },
    {
      say: 'show me the details of the business offer to Tokyo again',
      input: { id: 'J2-VS2907LHRHND270403-NH4559HNDCPH270417_SK2649CPHLHR270417' },
    },
    { say: 'when does the cheap one to Bali arrive?', input: { id: 'Y1-MH5354BERKUL270301_MH1791KULDPS270302' } },
    { say: 'check the price of the flight to Barcelona once more', input: { id: 'Y1-VY466CDGBCN270205' } },
    { say: 'which plane flies the first option to Los Angeles?', input: { id: 'Y1-AA7587JFKLAX270115' } },
  ],
  route: 'GET /offers/{id}',
  effect: 'read',
  auth: 'none',
  input: z.object({ id: offerIdSchema }),
  output: offerSchema,
  async run({ id }, { provider, now, origin, signal }: ActionContext & FlightsServices) {
    return toOfferAnswer(await findOnSale(provider, id, now(), signal), origin)
  },
})
