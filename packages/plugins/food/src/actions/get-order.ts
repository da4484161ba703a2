import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { orderIdInput } from '../answers/inputs.ts'
import { noOrder, orderSchema, toOrderAnswer } from '../answers/order-answer.ts'
import type { Food } from '../food.ts'
import { findOrder } from '../ordering/order-store.ts'
import { placeOrderExamples } from './place-order-examples.ts'
import { orderWidget } from '../order-widget.ts'

export const getOrder = defineAction({
  name: 'getOrder',
  description: 'Get one order of the user: its state, when it arrives, what is in it and what it cost. For the id use listOrders.',
  examples: [
    { say: 'where is my food?', input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' } },
    { say: 'when does the pizza come?', input: { id: '0f6f5f0e-2a55-4d1c-8f0c-7b1f4f0a6c21' } },
    { say: 'can I still cancel it?', input: { id: '9d1b6a52-51f4-4c7c-8a64-2f3f1a7c9b02' } },
    { say: 'what did I order there?', input: { id: 'c4a8e1d7-7c1b-4a7e-b2f1-6f5e4d3c2b1a' } },
    { say: 'send me the tracking link again', input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' } },
    {
      say: 'show the receipt of my margherita',
      input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' },
      output: placeOrderExamples.at(-1)!.output!,
    },
  ],
  route: 'GET /orders/{id}',
  effect: 'read',
  auth: 'oauth',
  input: z.object({ id: orderIdInput }),
  output: orderSchema,
  widget: orderWidget,
  async run({ id }, { tables, clock, user, origin }: UserContext & Food) {
    const stored = await findOrder(tables, user.id, id)
    if (!stored) throw noOrder()
    return toOrderAnswer(stored, clock(), origin)
  },
})
