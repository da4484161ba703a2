import { AppError } from '@patchbay/plugin-kit'
import type { Area, Diet, Dish, Restaurant } from '../catalog/catalog.ts'
import { toMoney } from '../money.ts'
import { distanceKm } from '../search/distance.ts'
import { isTypoOf } from '../search/typo.ts'
import { toDeliveryFee } from './delivery-terms.ts'
import { selectOptions } from './select-options.ts'

/** What somebody asks for. */
export interface WantedItem {
  dishId: string
  quantity: number
  /** Ids of choices. */
  options: readonly string[]
}

/** A dish with its options and price. Amounts are in minor units. */
export interface BasketLine {
  dishId: string
  name: string
  quantity: number
  /** Names of the choices, those that were made for the customer too. */
  options: string[]
  unitPrice: number
  total: number
  /** What it still is with these options. */
  diets: Diet[]
}

/** What everything costs, in minor units of the city's currency. */
export interface Prices {
  itemsTotal: number
  deliveryFee: number
  serviceFee: number
  tax: number
  tip: number
  /** The sum of all of them. */
  total: number
}

export interface Basket extends Prices {
  lines: BasketLine[]
}

/**
 * Prices a basket for an area. Every amount is a whole number.
 *
 * @throws AppError `unprocessable` for a dish or option that can't be had, or less than the minimum order.
 */
export function priceBasket(restaurant: Restaurant, items: readonly WantedItem[], area: Area, tip: number): Basket {
  const lines = items.map((item) => toLine(restaurant, item))
  const itemsTotal = lines.reduce((sum, line) => sum + line.total, 0)
  assertMinimum(restaurant, itemsTotal)
  const { serviceFee: service, taxRate } = restaurant.city
  const deliveryFee = toDeliveryFee(restaurant, distanceKm(restaurant, area), itemsTotal)
  const serviceFee = Math.min(service.most, Math.round((itemsTotal * service.percent) / 100))
  const tax = Math.round((itemsTotal * taxRate) / 100_000)
  return { lines, itemsTotal, deliveryFee, serviceFee, tax, tip, total: itemsTotal + deliveryFee + serviceFee + tax + tip }
}

function toLine(restaurant: Restaurant, { dishId, quantity, options }: WantedItem): BasketLine {
  const dish = restaurant.dishes.find((candidate) => candidate.id === dishId)
  if (!dish) throw refuseDish(restaurant, dishId)
  const choices = selectOptions(dish, options)
  const unitPrice = choices.reduce((sum, choice) => sum + choice.price, dish.price)
  const diets = dish.diets.filter((diet) => !choices.some((choice) => choice.breaks.includes(diet)))
  return { dishId, name: dish.name, quantity, options: choices.map((choice) => choice.name), unitPrice, total: unitPrice * quantity, diets }
}

function refuseDish({ id, name, dishes }: Restaurant, dishId: string): AppError {
  const similar = dishes.filter((dish) => isSimilar(dish, dishId)).map((dish) => dish.id)
  const offer = similar.length > 0 ? `Did you mean ${similar.join(', ')}?` : `Its menu is at getRestaurant with the id ${id}.`
  return new AppError('unprocessable', `${name} has no dish ${JSON.stringify(dishId)}. ${offer}`, { details: { dishId, similar } })
}

function isSimilar(dish: Dish, dishId: string): boolean {
  return isTypoOf(dish.id, dishId) || dish.id.includes(dishId) || dishId.includes(dish.id)
}

function assertMinimum({ name, city, delivery }: Restaurant, itemsTotal: number): void {
  const missing = delivery.minimum - itemsTotal
  if (missing <= 0) return
  const text = (amount: number) => toMoney(amount, city.currency).text
  throw new AppError('unprocessable', `${name} delivers from ${text(delivery.minimum)} on. Add dishes for ${text(missing)} more.`, {
    details: { minimum: delivery.minimum, itemsTotal, missing },
  })
}
