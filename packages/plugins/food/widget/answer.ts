/** What the widget reads of an order. */
export interface Order {
  id: string
  state: State
  restaurantName: string
  lines: readonly { name: string; quantity: number; options: readonly string[]; total: Money }[]
  total: Money
  arrivesAt?: string
  timeline: readonly { state: State; at: string }[]
  address: { street: string; area: string }
  trackingUrl?: string
  notice: string
}

export type State = 'accepted' | 'preparing' | 'on_the_way' | 'delivered' | 'cancelled'

interface Money {
  text: string
}

export function isOrder(value: unknown): value is Order {
  const order = value as Partial<Order> | undefined
  return typeof order?.id === 'string' && Array.isArray(order.timeline) && Array.isArray(order.lines)
}

/** What an order has come to by the times it was given, which are fixed unless it is cancelled. */
export function toState({ state, timeline }: Order, now: number): State {
  if (state === 'cancelled') return state
  return timeline.findLast(({ at }) => Date.parse(at) <= now)?.state ?? state
}

export function isOver(state: State): boolean {
  return state === 'delivered' || state === 'cancelled'
}
