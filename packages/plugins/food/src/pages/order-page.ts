import { definePage, html, type PageContext } from '@patchbay/plugin-kit'
import { z } from 'zod'
import { notice, toTimes } from '../answers/order-answer.ts'
import type { Food } from '../food.ts'
import { findOrderByToken } from '../ordering/order-store.ts'
import { toOrderState, toTimeline, type OrderState } from '../ordering/order-state.ts'
import { tokenPattern } from '../ordering/share-links.ts'
import { toOffsetText } from '../time/local-time.ts'

/** What whoever has the link may know: no name, phone, street, note or price. */
interface OrderView {
  restaurantName: string
  area: string
  state: OrderState
  items: string[]
  timeline: { state: OrderState; time: string; isDone: boolean }[]
}

const words: Record<OrderState, string> = {
  accepted: 'Accepted',
  preparing: 'Being prepared',
  on_the_way: 'On the way',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
}

/** The page behind an order's link, until that is revoked. */
export const orderPage = definePage({
  route: 'GET /t/{token}',
  params: z.object({ token: z.string().regex(tokenPattern) }),
  unlisted: true,
  async load({ token }, { tables, clock }: PageContext & Food): Promise<OrderView | undefined> {
    const now = clock()
    const stored = await findOrderByToken(tables, token)
    if (!stored) return undefined
    const { order, items } = stored
    const times = toTimes(order)
    return {
      restaurantName: order.restaurant_name,
      area: order.area_name,
      state: toOrderState(times, now),
      items: items.map((item) => `${item.quantity} × ${item.name}`),
      timeline: toTimeline(times).map(({ state, at }) => ({
        state,
        time: toOffsetText(at, order.time_zone).slice(11, 16),
        isDone: at <= now,
      })),
    }
  },
  openGraph: ({ restaurantName, state, timeline }, { origin }) => ({
    title: `${words[state]}: order from ${restaurantName}`,
    description:
      state === 'cancelled'
        ? 'This order was cancelled.'
        : `${isOver(state) ? 'Delivered' : 'Expected'} at ${timeline.at(-1)!.time}. Simulated order.`,
    image: `${origin}/logo.png`,
  }),
  render: ({ restaurantName, area, state, items, timeline }) => html`
    <h1>${words[state]}</h1>
    <p>Order from ${restaurantName} to ${area}</p>
    <ul>
      ${items.map((item) => html`<li>${item}</li>`)}
    </ul>
    <ol>
      ${timeline.map(({ state: step, time, isDone }) => html`<li>${isDone ? '✓' : '…'} ${words[step]}: ${time}</li>`)}
    </ol>
    <p>Times are local. ${notice}</p>
  `,
})

function isOver(state: OrderState): boolean {
  return state === 'delivered'
}
