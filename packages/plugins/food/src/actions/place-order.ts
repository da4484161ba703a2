import { defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { deliverAtInput, itemsInput, postcodeInput, restaurantIdInput, tipInput } from '../answers/inputs.ts'
import { orderSchema } from '../answers/order-answer.ts'
import type { Food } from '../food.ts'
import { followOrder } from '../ordering/follow-order.ts'
import { describeOrder } from '../ordering/place-order.ts'
import { placeOrderExamples } from './place-order-examples.ts'
import { orderWidget } from '../order-widget.ts'

/** An international number: `+`, then 8 to 15 digits, grouped as people do (ITU-T E.164). */
const phonePattern = /^\+[1-9](?:[ ().-]{0,2}\d){7,14}$/

export const placeOrder = defineAction({
  name: 'placeOrder',
  description:
    'Order food for the user, by a quoteId of quoteOrder, or by items with the expectedTotal. Asks the user first; a job then follows it until delivery. Can be cancelled until the kitchen starts.',
  examples: placeOrderExamples,
  route: 'POST /orders',
  effect: 'write',
  auth: 'oauth',
  input: z.object({
    quoteId: z.string().min(1).max(64).optional().describe('From quoteOrder. Ordering one quote twice gives the same order.'),
    restaurantId: restaurantIdInput.optional().describe('Without a quoteId.'),
    items: itemsInput.optional().describe('Without a quoteId: dish ids and options from getRestaurant.'),
    deliverAt: deliverAtInput.optional(),
    tip: tipInput,
    expectedTotal: z
      .int()
      .min(0)
      .optional()
      .describe('The total the user agreed to, in minor units. If it is another by now, nothing is ordered.'),
    contact: z
      .strictObject({
        name: z.string().trim().min(1).max(100),
        phone: z.string().trim().max(30).regex(phonePattern, 'must be an international number such as +49 30 1234567'),
      })
      .describe('Whom the courier asks for.'),
    address: z
      .strictObject({
        street: z.string().trim().min(3).max(150).describe('Street, number, floor.'),
        postcode: postcodeInput,
      })
      .describe('Where it is delivered.'),
    note: z.string().trim().min(1).max(300).optional().describe('For kitchen and courier.'),
  }),
  output: orderSchema,
  widget: orderWidget,
  background: { attempts: 5, timeout: 60_000, concurrency: 20 },
  confirm: (input, food: UserContext & Food) => describeOrder(food, food.user.id, input),
  run: (input, food: UserContext & Food) => followOrder(food, input),
})
