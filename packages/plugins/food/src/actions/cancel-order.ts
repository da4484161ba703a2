import { AppError, defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { orderIdInput } from '../answers/inputs.ts'
import { noOrder, orderSchema, toOrderAnswer } from '../answers/order-answer.ts'
import type { Food } from '../food.ts'
import { cancelStoredOrder, findOrder } from '../ordering/order-store.ts'
import { toOffsetText } from '../time/local-time.ts'
import { placeOrderExamples } from './place-order-examples.ts'

const { cancellableUntil: _, arrivesAt: __, ...placed } = placeOrderExamples.at(-1)!.output!

export const cancelOrder = defineAction({
  name: 'cancelOrder',
  description:
    'Cancel an order of the user for good. Possible until the kitchen starts, which getOrder gives as cancellableUntil. Repeating it is harmless.',
  examples: [
    { say: 'cancel my order', input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' } },
    { say: 'stop the pizza, I changed my mind', input: { id: '0f6f5f0e-2a55-4d1c-8f0c-7b1f4f0a6c21' } },
    { say: 'I do not need the sushi for Friday any more', input: { id: '9d1b6a52-51f4-4c7c-8a64-2f3f1a7c9b02' } },
    { say: 'undo that order', input: { id: 'c4a8e1d7-7c1b-4a7e-b2f1-6f5e4d3c2b1a' } },
    { say: 'wrong address, cancel it please', input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' } },
    {
      say: 'cancel the margherita',
      input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' },
      output: {
        ...placed,
        state: 'cancelled',
        timeline: [
          { state: 'accepted', at: '2027-03-05T19:00:00+01:00' },
          { state: 'cancelled', at: '2027-03-05T19:01:30+01:00' },
        ],
      },
    },
  ],
  route: 'POST /orders/{id}/cancel',
  effect: 'destructive',
  auth: 'oauth',
  input: z.object({ id: orderIdInput }),
  output: orderSchema,
  async run({ id }, { tables, clock, user, origin, log }: UserContext & Food) {
    const now = clock()
    if (await cancelStoredOrder(tables, user.id, id, now)) log.info({ orderId: id }, 'order cancelled')
    const stored = await findOrder(tables, user.id, id)
    if (!stored) throw noOrder()
    if (stored.order.cancelled_at) return toOrderAnswer(stored, now, origin)
    const startedAt = toOffsetText(stored.order.kitchen_starts_at, stored.order.time_zone)
    throw new AppError('conflict', `The kitchen started at ${startedAt}; orders can be cancelled only before. It stays ordered.`, {
      details: { startedAt },
    })
  },
})
