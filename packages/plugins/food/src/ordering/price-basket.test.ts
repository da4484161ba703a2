import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Restaurant } from '../catalog/catalog.ts'
import { createCatalog } from '../catalog/create-catalog.ts'
import { toDeliveryFee } from './delivery-terms.ts'
import { priceBasket } from './price-basket.ts'

const { restaurants, restaurantById } = createCatalog()
const pizzeria = restaurantById.get('vesuvio-reuterkiez')!

function price(restaurant: Restaurant, items: { dishId: string; quantity?: number; options?: string[] }[], tip = 0) {
  const wanted = items.map(({ dishId, quantity = 1, options = [] }) => ({ dishId, quantity, options }))
  return priceBasket(restaurant, wanted, restaurant.area, tip)
}

describe('priceBasket', () => {
  it('adds options to each dish, then fees, tax and tip', () => {
    const slices = restaurantById.get('bleecker-corner-slice')!
    const basket = price(slices, [{ dishId: 'cheese', quantity: 2, options: ['half-pie', 'mushrooms'] }], 300)
    expect(basket.lines[0]).toMatchObject({ options: ['Half pie', 'Mushrooms'], unitPrice: 1600, total: 3200 })
    expect(basket).toMatchObject({ itemsTotal: 3200, deliveryFee: 199, serviceFee: 256, tax: 284, tip: 300, total: 4239 })
  })

  it('takes the first choice where one is needed and none given, and says so', () => {
    expect(price(pizzeria, [{ dishId: 'margherita', quantity: 2 }]).lines[0]).toMatchObject({ options: ['30 cm'], unitPrice: 1050 })
  })

  it('says what a dish no longer is with its options', () => {
    const line = price(pizzeria, [{ dishId: 'marinara', quantity: 2, options: ['buffalo-mozzarella'] }]).lines[0]!
    expect(line.diets).toEqual(['vegetarian', 'nut-free'])
  })

  it('delivers free from an amount on', () => {
    expect(price(pizzeria, [{ dishId: 'margherita', quantity: 3 }]).deliveryFee).toBe(200)
    expect(price(pizzeria, [{ dishId: 'margherita', quantity: 4 }]).deliveryFee).toBe(0)
  })

  it('refuses less than the minimum order and says how much is missing', () => {
    expect(() => price(pizzeria, [{ dishId: 'margherita' }])).toThrow('from €12.00 on. Add dishes for €1.50 more')
  })

  it('names the dish that was meant', () => {
    expect(() => price(pizzeria, [{ dishId: 'margerita' }])).toThrow('Did you mean margherita?')
    expect(() => price(pizzeria, [{ dishId: 'sushi' }])).toThrow('getRestaurant with the id vesuvio-reuterkiez')
  })

  it('names the options there are when one is unknown, sold out, given twice or too many', () => {
    const refuses = (dishId: string, options: string[], text: string, restaurant = pizzeria) =>
      expect(() => price(restaurant, [{ dishId, quantity: 2, options }])).toThrow(text)
    refuses('margherita', ['50-cm'], 'has no option "50-cm". Choose from: 30-cm, 36-cm; rocket, buffalo-mozzarella, nduja')
    refuses('margherita', ['30-cm', '36-cm'], 'takes one of: 30-cm, 36-cm')
    refuses('margherita', ['rocket', 'rocket'], 'twice')
    refuses('tiramisu', ['rocket'], 'It has none')
    const burgers = restaurantById.get('nachtschicht-burger')!
    refuses('night-shift', ['truffle-mayo'], 'sold out. Choose from: cheddar, bacon-jam, jalapenos', burgers)
    const ramen = restaurantById.get('clement-tea-leaf')!
    refuses('tea-leaf-salad', ['extra-peanuts', 'dried-shrimp', 'extra-lime'], 'takes at most 2 of', ramen)
  })

  it('gives whole amounts that add up, for any basket of any restaurant', () => {
    const item = fc.record({
      dish: fc.nat({ max: 7 }),
      quantity: fc.integer({ min: 1, max: 20 }),
      options: fc.array(fc.nat({ max: 5 }), { maxLength: 4 }),
    })
    const basket = fc.record({
      restaurant: fc.constantFrom(...restaurants),
      items: fc.array(item, { minLength: 1, maxLength: 8 }),
      tip: fc.nat({ max: 20_000 }),
    })
    fc.assert(
      fc.property(basket, ({ restaurant, items, tip }) => {
        const wanted = items.map(({ dish, quantity, options }) => toWanted(restaurant, dish, { quantity, options }))
        const open = { ...restaurant, delivery: { ...restaurant.delivery, minimum: 0 } }
        const prices = priceBasket(open, wanted, restaurant.area, tip)
        const { itemsTotal, deliveryFee, serviceFee, tax, total } = prices
        expect(itemsTotal).toBe(prices.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0))
        expect(total).toBe(itemsTotal + deliveryFee + serviceFee + tax + tip)
        expect([itemsTotal, deliveryFee, serviceFee, tax, total].every((amount) => Number.isSafeInteger(amount) && amount >= 0)).toBe(true)
        expect(serviceFee).toBeLessThanOrEqual(restaurant.city.serviceFee.most)
      }),
      { numRuns: 300 },
    )
  })

  it('never has a fee below zero, nor one that grows with the basket or shrinks with the way', () => {
    const way = fc.double({ min: 0, max: 30, noNaN: true })
    const amount = fc.nat({ max: 50_000 })
    fc.assert(
      fc.property(fc.constantFrom(...restaurants), fc.tuple(way, way), fc.tuple(amount, amount), (restaurant, ways, [some, more]) => {
        const fee = toDeliveryFee(restaurant, Math.min(...ways), some)
        expect(fee).toBeGreaterThanOrEqual(0)
        expect(toDeliveryFee(restaurant, Math.min(...ways), some + more)).toBeLessThanOrEqual(fee)
        expect(toDeliveryFee(restaurant, Math.max(...ways), some)).toBeGreaterThanOrEqual(fee)
      }),
    )
  })
})

/** An item of the restaurant with at most one available choice of each group. */
function toWanted(restaurant: Restaurant, index: number, { quantity, options }: { quantity: number; options: number[] }) {
  const dish = restaurant.dishes[index]!
  const choices = dish.optionGroups.map((group, position) => group.choices[options[position] ?? -1])
  return { dishId: dish.id, quantity, options: choices.filter((choice) => choice?.available).map((choice) => choice!.id) }
}
