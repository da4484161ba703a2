import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { orderIdInput } from '../answers/inputs.ts'
import { noOrder } from '../answers/order-answer.ts'
import type { Food } from '../food.ts'
import { revokeLink } from '../ordering/share-links.ts'

export const stopSharingOrder = defineAction({
  name: 'stopSharingOrder',
  description: 'Revoke the public tracking link of an order. The order itself goes on. Repeating it is harmless.',
  examples: [
    { say: 'stop sharing my order', input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' } },
    { say: 'take the tracking link back', input: { id: '0f6f5f0e-2a55-4d1c-8f0c-7b1f4f0a6c21' } },
    { say: 'nobody else should see that delivery', input: { id: '9d1b6a52-51f4-4c7c-8a64-2f3f1a7c9b02' } },
    { say: 'make the order private', input: { id: 'c4a8e1d7-7c1b-4a7e-b2f1-6f5e4d3c2b1a' } },
    { say: 'revoke the link I sent to Bob', input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' } },
    { say: 'disable its link', input: { id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11' }, output: { revoked: true } },
  ],
  route: 'DELETE /orders/{id}/link',
  effect: 'destructive',
  auth: 'oauth',
  input: z.object({ id: orderIdInput }),
  output: z.object({ revoked: z.boolean().describe('False when there was no link.') }),
  async run({ id }, { tables, clock, user }: UserContext & Food) {
    const revoked = await revokeLink(tables, user.id, id, clock())
    if (revoked === undefined) throw noOrder()
    return { revoked }
  },
})
