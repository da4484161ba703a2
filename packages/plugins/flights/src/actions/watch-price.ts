import { AppError, defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { FlightsDatabase } from '../bookings/booking.ts'
import { offerIdSchema } from '../offer-schema.ts'
import { findOnSale } from '../sales-window.ts'
import type { FlightsServices } from '../services.ts'
import { toWatchAnswer, watchOutput, watchSchema } from '../watches/watch-schema.ts'
import { createWatch } from '../watches/watch-store.ts'

const offerId = 'Y1-AF6761CDGJFK270514'

export const watchPrice = defineAction({
  name: 'watchPrice',
  description:
    'Watch the price of an offer of searchFlights until it leaves. It is looked at every 15 minutes; getPriceWatch gives what was found. Books nothing.',
  examples: [
    { say: 'tell me when that flight costs less than 450 euros', input: { offerId, below: 45000 }, output: watchOutput },
    { say: 'keep an eye on the price of the Vienna flight', input: { offerId: 'Y2-OS3343VIEGRZ270205' } },
    { say: 'watch this fare for me', input: { offerId } },
    { say: 'is it going to get cheaper? watch it', input: { offerId: 'Y1-VY466CDGBCN270205' } },
    { say: 'let me know if Bali drops under 700', input: { offerId: 'Y1-MH5354BERKUL270301_MH1791KULDPS270302', below: 70000 } },
    { say: 'track the price of the nonstop to LA, I want 300 dollars', input: { offerId: 'Y1-AA7587JFKLAX270115', below: 30000 } },
  ],
  route: 'POST /watches',
  effect: 'write',
  input: z.object({
    offerId: offerIdSchema,
    below: z.int().min(1).optional().describe('The price wished for, in the smallest unit of the offer’s currency: 45000 is 450.00.'),
  }),
  output: watchSchema,
  timeout: 30_000,
  async run({ offerId: wanted, below }, { user, provider, now, signal, transaction }: UserContext & FlightsServices) {
    const offer = await findOnSale(provider, wanted, now(), signal)
    if (below !== undefined && below > offer.price.amount * 10)
      throw new AppError(
        'invalid_input',
        'The price wished for is ten times that of the offer. Is it in the smallest unit of the currency?',
      )
    const wish = below === undefined ? undefined : { amount: below, currency: offer.price.currency }
    return transaction(async (database: FlightsDatabase) =>
      toWatchAnswer(await createWatch(database, { userId: user.id, offer, below: wish, now: new Date(now()) })),
    )
  },
})
