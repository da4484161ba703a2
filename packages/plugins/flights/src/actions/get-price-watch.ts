import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { FlightsServices } from '../services.ts'
import { noWatch, toWatchAnswer, watchIdSchema, watchOutput, watchSchema } from '../watches/watch-schema.ts'

const { id } = watchOutput

export const getPriceWatch = defineAction({
  name: 'getPriceWatch',
  description: 'Get what a price watch of the user has found: the price now, the lowest so far, and whether the wish was reached.',
  examples: [
    { say: 'did the price drop?', input: { id }, output: watchOutput },
    { say: 'how is my price watch doing?', input: { id } },
    { say: 'what does the flight I watch cost now?', input: { id } },
    { say: 'has it reached 450 yet?', input: { id } },
    { say: 'what was the lowest price so far?', input: { id } },
    { say: 'is the fare still being watched?', input: { id } },
  ],
  route: 'GET /watches/{id}',
  effect: 'read',
  input: z.object({ id: watchIdSchema }),
  output: watchSchema,
  async run({ id: wanted }, { user, watches }: UserContext & FlightsServices) {
    const found = await watches.find(user.id, wanted)
    if (!found) throw noWatch()
    return toWatchAnswer(found)
  },
})
