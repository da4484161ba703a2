import { AppError } from '@patchbay/plugin-kit'
import { randomUUID } from 'node:crypto'
import type { Area, Restaurant } from '../catalog/catalog.ts'
import { findDeliveryArea, findRestaurant } from '../catalog/find-restaurant.ts'
import type { Food } from '../food.ts'
import { toMoney } from '../money.ts'
import { toOffsetText } from '../time/local-time.ts'
import { findOrder, findOrderByJob, findOrderByQuote, keepOrder, type StoredOrder } from './order-store.ts'
import { assertDelivers } from './assert-delivers.ts'
import { planDelivery, type Schedule } from './plan-delivery.ts'
import { priceBasket, type Basket, type WantedItem } from './price-basket.ts'
import { findQuote } from './quote-store.ts'
import type { OrderItemTable, OrderTable } from './tables.ts'

/** What somebody orders, and to where: either by a quote, or by restaurant, items and the total they expect. */
export interface OrderWish {
  quoteId?: string | undefined
  restaurantId?: string | undefined
  items?: readonly WantedItem[] | undefined
  deliverAt?: string | undefined
  tip: number
  expectedTotal?: number | undefined
  contact: { name: string; phone: string }
  address: { street: string; postcode: string }
  note?: string | undefined
}

export interface Orderer {
  userId: string
  /** The job that orders; another attempt of it gives the same order. */
  jobId: string | undefined
}

interface Offer {
  restaurant: Restaurant
  area: Area
  basket: Basket
  deliverAt: string | undefined
}

/**
 * Places an order for a user. The same quote again gives the same order, so that a repeated call orders nothing twice.
 *
 * @throws AppError `conflict` with the new total when it is not the expected one, or when the quote was for another address or is used up;
 * and what pricing and planning throw.
 */
export async function placeOrder(food: Food, { userId, jobId }: Orderer, wish: OrderWish): Promise<StoredOrder> {
  const earlier = await findEarlier(food, { userId, jobId }, wish)
  if (earlier) return earlier
  const now = food.clock()
  const { offer, schedule } = await planOrder(food, wish, now)
  const order: OrderTable = {
    ...toOrderFacts(offer, wish),
    id: randomUUID(),
    user_id: userId,
    job_id: jobId ?? null,
    placed_at: now,
    kitchen_starts_at: schedule.kitchenStartsAt,
    leaves_at: schedule.leavesAt,
    arrives_at: schedule.arrivesAt,
    cancelled_at: null,
  }
  if (await keepOrder(food.tables, order, toItems(order.id, offer.basket))) return (await findOrder(food.tables, userId, order.id))!
  return assertSame((await findOrderByQuote(food.tables, order.quote_id!))!, userId)
}

/** What an order would be: in words for the person who is asked. */
export async function describeOrder(food: Food, userId: string, wish: OrderWish): Promise<string> {
  await findEarlier(food, { userId, jobId: undefined }, wish)
  const { offer, schedule } = await planOrder(food, wish, food.clock())
  const { restaurant, basket } = offer
  const items = basket.lines.map(({ quantity, name }) => `${quantity} × ${name}`).join(', ')
  const { timeZone, currency } = restaurant.city
  const arrives = toOffsetText(schedule.arrivesAt, timeZone).slice(0, 16).replace('T', ' at ')
  return `Order ${items} from ${restaurant.name} to ${wish.address.street}, ${wish.address.postcode}, for ${toMoney(basket.total, currency).text}? It arrives on ${arrives}.`
}

async function findEarlier({ tables }: Food, { userId, jobId }: Orderer, wish: OrderWish): Promise<StoredOrder | undefined> {
  const mine = jobId === undefined ? undefined : await findOrderByJob(tables, jobId)
  if (mine) return mine
  const quoted = wish.quoteId === undefined ? undefined : await findOrderByQuote(tables, wish.quoteId)
  return quoted && assertSame(quoted, userId)
}

async function planOrder(food: Food, wish: OrderWish, now: Date): Promise<{ offer: Offer; schedule: Schedule }> {
  const offer = wish.quoteId === undefined ? makeOffer(food, wish) : await takeQuote(food, wish.quoteId, { wish, now })
  assertExpected(offer, wish.expectedTotal)
  return { offer, schedule: planDelivery(offer.restaurant, offer.area, now, offer.deliverAt) }
}

function makeOffer({ catalog }: Food, { restaurantId, items, expectedTotal, tip, address, deliverAt }: OrderWish): Offer {
  if (restaurantId === undefined || items === undefined || expectedTotal === undefined) {
    throw new AppError('invalid_input', 'Give a quoteId from quoteOrder, or restaurantId, items and expectedTotal.')
  }
  const restaurant = findRestaurant(catalog, restaurantId)
  const area = assertDelivers(restaurant, findDeliveryArea(restaurant, address.postcode))
  return { restaurant, area, basket: priceBasket(restaurant, items, area, tip), deliverAt }
}

async function takeQuote({ tables, catalog }: Food, id: string, { wish, now }: { wish: OrderWish; now: Date }): Promise<Offer> {
  if (wish.restaurantId !== undefined || wish.items !== undefined || wish.deliverAt !== undefined || wish.tip > 0) {
    throw new AppError(
      'invalid_input',
      'A quote already holds restaurant, items, deliverAt and tip. Leave them out, or leave out the quoteId.',
    )
  }
  const quote = await findQuote(tables, now, id)
  const restaurant = findRestaurant(catalog, quote.restaurant_id)
  const area = findDeliveryArea(restaurant, wish.address.postcode)
  if (area.code !== quote.area_code) {
    throw new AppError(
      'conflict',
      `The quote is for ${quote.area_code}, the address in ${area.code}. Call quoteOrder for the postcode of the address.`,
    )
  }
  return { restaurant, area, basket: quote.basket, deliverAt: quote.deliver_at ?? undefined }
}

function assertExpected({ restaurant, basket }: Offer, expected: number | undefined): void {
  if (expected === undefined || expected === basket.total) return
  const { currency } = restaurant.city
  const total = toMoney(basket.total, currency)
  throw new AppError(
    'conflict',
    `The total is ${total.text}, not ${toMoney(expected, currency).text}. Ask whether that is fine, then order with expectedTotal ${basket.total}.`,
    {
      details: { total: basket.total, expectedTotal: expected, currency },
    },
  )
}

function assertSame(stored: StoredOrder, userId: string): StoredOrder {
  if (stored.order.user_id !== userId) throw new AppError('not_found', 'There is no such quote. Call quoteOrder for a new one.')
  if (stored.order.cancelled_at)
    throw new AppError('conflict', 'This quote was ordered and the order cancelled. Call quoteOrder for a new one.')
  return stored
}

function toOrderFacts({ restaurant, area, basket }: Offer, wish: OrderWish) {
  return {
    quote_id: wish.quoteId ?? null,
    restaurant_id: restaurant.id,
    restaurant_name: restaurant.name,
    area_name: `${area.name}, ${restaurant.city.name}`,
    currency: restaurant.city.currency,
    time_zone: restaurant.city.timeZone,
    items_total: basket.itemsTotal,
    delivery_fee: basket.deliveryFee,
    service_fee: basket.serviceFee,
    tax: basket.tax,
    tip: basket.tip,
    total: basket.total,
    contact_name: wish.contact.name,
    contact_phone: wish.contact.phone,
    street: wish.address.street,
    postcode: wish.address.postcode,
    note: wish.note ?? null,
  }
}

function toItems(orderId: string, { lines }: Basket): OrderItemTable[] {
  return lines.map(({ dishId, unitPrice, ...line }, position) => ({
    ...line,
    order_id: orderId,
    position,
    dish_id: dishId,
    unit_price: unitPrice,
  }))
}
