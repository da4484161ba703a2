import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { Diet } from '../catalog/catalog.ts'
import { moneySchema, toMoney } from '../money.ts'
import type { StoredOrder } from '../ordering/order-store.ts'
import { isCancellable, orderStates, toOrderState, toTimeline, type OrderTimes } from '../ordering/order-state.ts'
import type { BasketLine } from '../ordering/price-basket.ts'
import type { OrderItemTable, OrderTable } from '../ordering/tables.ts'
import { toOffsetText } from '../time/local-time.ts'
import { basketSchema, toBasketAnswer } from './basket-answer.ts'

/** An order in a list. */
export const orderSummarySchema = z.object({
  id: z.string(),
  state: z.enum(orderStates),
  restaurantId: z.string(),
  restaurantName: z.string(),
  items: z.string().describe('Such as "2 × Margherita, 1 × Tiramisù".'),
  total: moneySchema,
  placedAt: z.string(),
  arrivesAt: z.string().optional().describe('Delivered, or expected then.'),
})

/** An order as its owner sees it. */
export const orderSchema = z.object({
  id: z.string(),
  state: z.enum(orderStates),
  restaurantId: z.string(),
  restaurantName: z.string(),
  ...basketSchema.shape,
  placedAt: z.string(),
  arrivesAt: z.string().optional().describe('Delivered, or expected then.'),
  cancellableUntil: z.string().optional().describe('When the kitchen starts; left out when it is too late.'),
  timeline: z.array(z.object({ state: z.enum(orderStates), at: z.string() })),
  address: z.object({ street: z.string(), postcode: z.string(), area: z.string() }),
  contact: z.object({ name: z.string(), phone: z.string() }),
  note: z.string().optional(),
  trackingUrl: z.string().optional().describe('A public page without name, phone and street. Left out when it was revoked.'),
  notice: z.string(),
})

/** Says of every quote and order what it is. */
export const notice = 'Simulated: no restaurant cooks this and nothing is charged.'

export function toOrderSummary({ order, items }: StoredOrder, now: Date): z.input<typeof orderSummarySchema> {
  const times = toTimes(order)
  return {
    id: order.id,
    state: toOrderState(times, now),
    restaurantId: order.restaurant_id,
    restaurantName: order.restaurant_name,
    items: items.map((item) => `${item.quantity} × ${item.name}`).join(', '),
    total: toMoney(order.total, order.currency),
    placedAt: toOffsetText(order.placed_at, order.time_zone),
    ...(!order.cancelled_at && { arrivesAt: toOffsetText(order.arrives_at, order.time_zone) }),
  }
}

export function toOrderAnswer({ order, items, token }: StoredOrder, now: Date, origin: string): z.input<typeof orderSchema> {
  const times = toTimes(order)
  const text = (instant: Date) => toOffsetText(instant, order.time_zone)
  return {
    id: order.id,
    state: toOrderState(times, now),
    restaurantId: order.restaurant_id,
    restaurantName: order.restaurant_name,
    ...toBasketAnswer(items.map(toLine), toPrices(order), order.currency),
    placedAt: text(order.placed_at),
    ...(!order.cancelled_at && { arrivesAt: text(order.arrives_at) }),
    ...(isCancellable(times, now) && { cancellableUntil: text(order.kitchen_starts_at) }),
    timeline: toTimeline(times).map(({ state, at }) => ({ state, at: text(at) })),
    address: { street: order.street, postcode: order.postcode, area: order.area_name },
    contact: { name: order.contact_name, phone: order.contact_phone },
    ...(order.note !== null && { note: order.note }),
    ...(token !== undefined && { trackingUrl: toTrackingUrl(origin, token) }),
    notice,
  }
}

/** The public page of an order. */
export function toTrackingUrl(origin: string, token: string): string {
  return `${origin}/t/${token}`
}

/** The instants of a stored order that decide about its state. */
export function toTimes(order: OrderTable): OrderTimes {
  return {
    placedAt: order.placed_at,
    kitchenStartsAt: order.kitchen_starts_at,
    leavesAt: order.leaves_at,
    arrivesAt: order.arrives_at,
    cancelledAt: order.cancelled_at,
  }
}

/** Somebody else's order is answered like none. */
export function noOrder(): AppError {
  return new AppError('not_found', 'You have no such order. listOrders lists yours.')
}

function toLine(item: OrderItemTable): BasketLine {
  const { dish_id: dishId, name, quantity, options, unit_price: unitPrice, total } = item
  return { dishId, name, quantity, options, diets: item.diets as Diet[], unitPrice, total }
}

function toPrices(order: OrderTable) {
  const { items_total: itemsTotal, delivery_fee: deliveryFee, service_fee: serviceFee, tax, tip, total } = order
  return { itemsTotal, deliveryFee, serviceFee, tax, tip, total }
}
