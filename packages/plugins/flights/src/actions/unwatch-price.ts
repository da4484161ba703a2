import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { FlightsDatabase } from '../bookings/booking.ts'
import type { FlightsServices } from '../services.ts'
import { noWatch, toWatchAnswer, watchIdSchema, watchOutput, watchSchema } from '../watches/watch-schema.ts'
import { endWatch } from '../watches/watch-store.ts'

const { id } = watchOutput

export const unwatchPrice = defineAction({
  name: 'unwatchPrice',
  description: 'End a price watch of the user. What it found stays readable. Repeating it is harmless.',
  examples: [
    { say: 'stop watching that price', input: { id }, output: { ...watchOutput, status: 'ended' } },
    { say: 'I booked elsewhere, end the price watch', input: { id } },
    { say: 'no need to track that fare any more', input: { id } },
    { say: 'cancel the price alert', input: { id } },
    { say: 'forget about the Bali price', input: { id } },
    { say: 'unwatch the LA flight', input: { id } },
  ],
  route: 'DELETE /watches/{id}',
  effect: 'destructive',
  input: z.object({ id: watchIdSchema }),
  output: watchSchema,
  run: ({ id: wanted }, { user, transaction }: UserContext & FlightsServices) =>
    transaction(async (database: FlightsDatabase) => {
      const ended = await endWatch(database, user.id, wanted)
      if (!ended) throw noWatch()
      return toWatchAnswer(ended)
    }),
})
