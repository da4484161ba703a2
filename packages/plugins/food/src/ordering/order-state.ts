import type { Schedule } from './plan-delivery.ts'

/** The states of an order, in their order; `cancelled` ends it before `preparing`. */
export const orderStates = ['accepted', 'preparing', 'on_the_way', 'delivered', 'cancelled'] as const

export type OrderState = (typeof orderStates)[number]

/** The instants that decide about the state. */
export interface OrderTimes extends Schedule {
  placedAt: Date
  cancelledAt: Date | null
}

/** What an order has come to at an instant. It follows from the times alone, so nothing has to run for it to be true. */
export function toOrderState(times: OrderTimes, now: Date): OrderState {
  if (times.cancelledAt) return 'cancelled'
  if (now < times.kitchenStartsAt) return 'accepted'
  if (now < times.leavesAt) return 'preparing'
  return now < times.arrivesAt ? 'on_the_way' : 'delivered'
}

/** Until when an order can be cancelled: until the kitchen starts, and not twice. */
export function isCancellable(times: OrderTimes, now: Date): boolean {
  return toOrderState(times, now) === 'accepted'
}

/** When each state began or is expected to; a cancelled order has no more than two. */
export function toTimeline(times: OrderTimes): { state: OrderState; at: Date }[] {
  const accepted = { state: 'accepted' as const, at: times.placedAt }
  if (times.cancelledAt) return [accepted, { state: 'cancelled', at: times.cancelledAt }]
  return [
    accepted,
    { state: 'preparing', at: times.kitchenStartsAt },
    { state: 'on_the_way', at: times.leavesAt },
    { state: 'delivered', at: times.arrivesAt },
  ]
}
