import { AppError, defineAction, type UserContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { limitInput } from '../answers/inputs.ts'
import { orderSummarySchema, toOrderSummary } from '../answers/order-answer.ts'
import type { Food } from '../food.ts'
import { listOrders as list, type ListOptions } from '../ordering/order-store.ts'
import type { OrderTable } from '../ordering/tables.ts'

export const listOrders = defineAction({
  name: 'listOrders',
  description: 'List the user’s orders, the newest first. Set active for those not yet delivered or cancelled. Details are at getOrder.',
  examples: [
    { say: 'what did I order lately?', input: {} },
    { say: 'is anything on its way to me?', input: { active: true } },
    { say: 'show my last order', input: { limit: 1 } },
    { say: 'list my last twenty orders', input: { limit: 20 } },
    { say: 'and the ones before?', input: { cursor: 'MTc3MjczMDAwMDAwMCA1YjBjOWY5ZS01YTBm' } },
    {
      say: 'which orders are open?',
      input: { active: true, limit: 5 },
      output: {
        orders: [
          {
            id: '5b0c9f9e-5a0f-4f43-9a3e-0d5c3f2b8a11',
            state: 'preparing',
            restaurantId: 'vesuvio-reuterkiez',
            restaurantName: 'Vesuvio Reuterkiez',
            items: '1 × Margherita',
            total: { amount: 1670, text: '€16.70' },
            placedAt: '2027-03-05T19:00:00+01:00',
            arrivesAt: '2027-03-05T19:26:00+01:00',
          },
        ],
      },
    },
  ],
  route: 'GET /orders',
  effect: 'read',
  auth: 'oauth',
  input: z.object({
    active: z.boolean().default(false).describe('Only those not yet delivered or cancelled.'),
    cursor: z.string().min(1).max(200).optional().describe('The nextCursor of the page before.'),
    limit: limitInput,
  }),
  output: z.object({ orders: z.array(orderSummarySchema), nextCursor: z.string().optional() }),
  async run({ active, cursor, limit }, { tables, clock, user }: UserContext & Food) {
    const now = clock()
    const before = cursor === undefined ? undefined : readCursor(cursor)
    const found = await list(tables, user.id, { activeAt: active ? now : undefined, before, limit: limit + 1 })
    const page = found.slice(0, limit)
    const last = found.length > limit ? page.at(-1) : undefined
    return { orders: page.map((stored) => toOrderSummary(stored, now)), ...(last && { nextCursor: toCursor(last.order) }) }
  },
})

function toCursor({ placed_at: placedAt, id }: OrderTable): string {
  return Buffer.from(`${placedAt.getTime()} ${id}`).toString('base64url')
}

function readCursor(cursor: string): ListOptions['before'] {
  const match = /^(\d{1,15}) ([\w-]{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString())
  if (!match)
    throw new AppError('invalid_input', 'That is no cursor. Take the nextCursor of the page before, or leave it out for the newest orders.')
  return { placed_at: new Date(Number(match[1])), id: match[2]! }
}
