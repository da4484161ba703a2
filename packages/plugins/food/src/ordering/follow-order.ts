import { isCancelled, retryLater, type UserContext } from '@patchbay/plugin-kit'
import type { z } from 'zod'
import { toOrderAnswer, toTimes, type orderSchema } from '../answers/order-answer.ts'
import type { Food } from '../food.ts'
import { toOrderState, type OrderState, type OrderTimes } from './order-state.ts'
import { cancelStoredOrder, findOrder, findOrderByJob, type StoredOrder } from './order-store.ts'
import { placeOrder, type OrderWish } from './place-order.ts'

/** How far an order is, for who waits for it. */
const fractions: Record<OrderState, number> = { accepted: 0.1, preparing: 0.4, on_the_way: 0.7, delivered: 1, cancelled: 1 }

const words: Record<OrderState, string> = {
  accepted: 'accepted',
  preparing: 'being prepared',
  on_the_way: 'on the way',
  delivered: 'delivered',
  cancelled: 'cancelled',
}

/** A job waits no longer than a day. An order for later is done when it is accepted. */
const longestWait = 20 * 3_600_000

/**
 * Places an order and follows it until it is delivered. Between two states nothing runs: the job comes back when the next begins. As
 * no job it is done when the order is placed.
 */
export async function followOrder(food: UserContext & Food, wish: OrderWish): Promise<z.input<typeof orderSchema>> {
  const { user, jobId, signal, tables, clock, origin, log, progress } = food
  if (isCancelled(signal)) return cancelOrder(food)
  const known = jobId === undefined ? undefined : await findOrderByJob(tables, jobId)
  const stored = known ?? (await placeOrder(food, { userId: user.id, jobId }, wish))
  const { order } = stored
  if (!known) log.info({ orderId: order.id, restaurantId: order.restaurant_id }, 'order placed')
  const now = clock()
  const state = toOrderState(toTimes(order), now)
  progress(fractions[state], `Order ${order.id} is ${words[state]}`)
  const wait = toWait(toTimes(order), now)
  if (jobId === undefined || wait === undefined) return toOrderAnswer(stored, now, origin)
  throw retryLater(wait)
}

/** Takes back what the job ordered, if the kitchen has not started. Otherwise the order goes on, and is the answer as it is now. */
async function cancelOrder({ user, jobId, signal, tables, clock, origin, log }: UserContext & Food) {
  const stored = jobId === undefined ? undefined : await findOrderByJob(tables, jobId)
  if (!stored) throw signal.reason
  const { id } = stored.order
  const isTakenBack = await cancelStoredOrder(tables, user.id, id, clock())
  if (isTakenBack) log.info({ orderId: id }, 'order cancelled')
  const after: StoredOrder = (await findOrder(tables, user.id, id))!
  if (after.order.cancelled_at) throw signal.reason
  return toOrderAnswer(after, clock(), origin)
}

/** Milliseconds until the next state; undefined when there is none, or it is too far away to wait for. */
function toWait(times: OrderTimes, now: Date): number | undefined {
  if (times.cancelledAt || times.arrivesAt.getTime() - times.placedAt.getTime() > longestWait) return undefined
  const next = [times.kitchenStartsAt, times.leavesAt, times.arrivesAt].find((instant) => instant > now)
  return next && next.getTime() - now.getTime() + 50
}
