import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { orderIdInput } from '../answers/inputs.ts'
import { noOrder, toTrackingUrl } from '../answers/order-answer.ts'
import type { Food } from '../food.ts'
import { renewLink } from '../ordering/share-links.ts'

export const shareOrder = defineAction({
  name: 'shareOrder',
  description:
    'Make a new public tracking link of an order; the old one stops working. Its page shows no name, phone or street. getOrder gives the present link.',
  examples: [
    { say: 'make a new link for my order', input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' } },
    { say: 'I want to share where the pizza is', input: { id: '0f6f5f0e-2a55-4d1c-8f0c-7b1f4f0a6c21' } },
    { say: 'replace the tracking link, the wrong person has it', input: { id: '9d1b6a52-51f4-4c7c-8a64-2f3f1a7c9b02' } },
    { say: 'share it again', input: { id: 'c4a8e1d7-7c1b-4a7e-b2f1-6f5e4d3c2b1a' } },
    { say: 'can my flatmate follow the delivery?', input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' } },
    {
      say: 'give me a fresh tracking link',
      input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' },
      output: { trackingUrl: 'https://food.example.com/t/Zk3mJt1xQ0uP8sVb2LwYcA9d' },
    },
  ],
  route: 'POST /orders/{id}/link',
  effect: 'write',
  auth: 'oauth',
  input: z.object({ id: orderIdInput }),
  output: z.object({ trackingUrl: z.string() }),
  async run({ id }, { tables, clock, user, origin }: UserContext & Food) {
    const token = await renewLink(tables, user.id, id, clock())
    if (token === undefined) throw noOrder()
    return { trackingUrl: toTrackingUrl(origin, token) }
  },
})
