import { describe, expect, it } from 'vitest'
import plugin from '../index.ts'
import { createFoodHost } from '../testing/create-food-host.ts'

describe('searchRestaurants', () => {
  it('answers who delivers to an address, with distance, fee and a link', async () => {
    await using host = await createFoodHost()
    const { place, restaurants } = await host.call('searchRestaurants', { place: 'Weserstraße 50, 12047 Berlin', cuisine: 'pizza' })
    expect(place).toBe('Reuterkiez, Neukölln, 12047 Berlin')
    expect(restaurants).toHaveLength(1)
    expect(restaurants[0]).toMatchObject({ id: 'vesuvio-reuterkiez', open: true, closesAt: '2027-03-06T01:00:00+01:00', delivers: true })
    expect(restaurants[0].deliveryFee).toEqual({ amount: 200, text: '€2.00' })
    expect(restaurants[0].url).toBe('https://food.patchbay.test/r/vesuvio-reuterkiez')
  })

  it('leaves out who does not deliver there, unless asked for', async () => {
    await using host = await createFoodHost()
    const near = await host.call('searchRestaurants', { place: '13353 Berlin', cuisine: 'turkish' })
    expect(near).toMatchObject({ total: 0, hint: expect.stringContaining('delivers') })
    const far = await host.call('searchRestaurants', { place: '13353 Berlin', cuisine: 'turkish', delivers: false })
    expect(far.restaurants[0]).toMatchObject({ id: 'adalbert-ocakbasi', delivers: false })
  })

  it('finds only kitchens open at a local time, past midnight too', async () => {
    await using host = await createFoodHost()
    const { restaurants } = await host.call('searchRestaurants', { place: 'Berlin', openAt: '2027-03-06T02:30', limit: 20 })
    expect(restaurants.map(({ id }: { id: string }) => id).toSorted()).toEqual(['adalbert-ocakbasi', 'nachtschicht-burger'])
    const elsewhere = await host.call('searchRestaurants', { place: 'Berlin', openAt: '2027-03-06T02:30+09:00', limit: 20 })
    expect(elsewhere.total).toBeGreaterThan(2)
  })

  it('puts open kitchens before closed ones and says when those open', async () => {
    await using host = await createFoodHost()
    host.clock.now = new Date('2027-03-08T10:00:00+01:00')
    const { restaurants } = await host.call('searchRestaurants', { place: 'Berlin', limit: 20 })
    expect(restaurants[0]).toMatchObject({ id: 'gruenzeug', open: true })
    expect(restaurants.find(({ id }: { id: string }) => id === 'zur-alten-linde')).toMatchObject({
      open: false,
      opensAt: '2027-03-09T12:00:00+01:00',
    })
  })

  it('searches every city when none is named and nothing is known of the caller', async () => {
    await using host = await createFoodHost()
    const everywhere = await host.call('searchRestaurants', { cuisine: 'ramen' })
    expect(new Set(everywhere.restaurants.map(({ city }: { city: string }) => city))).toEqual(new Set(['London', 'Paris', 'Tokyo']))
    const there = await host.call('searchRestaurants', { cuisine: 'ramen' }, { location: { country: 'GB' } })
    expect(there).toMatchObject({ place: 'London', assumed: true, total: 1 })
  })

  it('refuses a day that is not in the calendar, and what no schema knows', async () => {
    await using host = await createFoodHost()
    await expect(host.call('searchRestaurants', { place: 'Berlin', openAt: '2027-02-30T19:00' })).rejects.toThrow('no time 2027-02-30')
    await expect(host.call('searchRestaurants', { place: 'Berlin', openAt: 'tomorrow' })).rejects.toThrow('2027-03-05T19:30')
    await expect(host.call('searchRestaurants', { place: 'Berlin', colour: 'red' })).rejects.toThrow('colour')
    await expect(host.call('searchRestaurants', { place: 'Berlin', limit: 21 })).rejects.toThrow('limit')
  })
})

describe('searchDishes', () => {
  it('finds a misspelt dish and puts the best first', async () => {
    await using host = await createFoodHost()
    const { dishes } = await host.call('searchDishes', { text: 'margarita', place: 'Berlin' })
    expect(dishes[0]).toMatchObject({ dishId: 'margherita', restaurantId: 'vesuvio-reuterkiez', price: { amount: 1050, text: '€10.50' } })
  })

  it('keeps to all diets and the highest price', async () => {
    await using host = await createFoodHost()
    const { total, dishes } = await host.call('searchDishes', {
      place: 'Tokyo',
      diets: ['vegan', 'gluten-free', 'nut-free'],
      maxPrice: 500,
      limit: 20,
    })
    expect(total).toBe(dishes.length)
    expect(total).toBeGreaterThan(3)
    for (const dish of dishes) {
      expect(dish.diets).toEqual(expect.arrayContaining(['vegan', 'gluten-free', 'nut-free']))
      expect(dish.price.amount).toBeLessThanOrEqual(500)
    }
  })

  it('wants a place for a price, and explains minor units when nothing is that cheap', async () => {
    await using host = await createFoodHost()
    await expect(host.call('searchDishes', { text: 'ramen', maxPrice: 1500 })).rejects.toMatchObject({ code: 'invalid_input' })
    const { hint } = await host.call('searchDishes', { text: 'ramen', place: 'London', maxPrice: 15 })
    expect(hint).toContain('minor units')
  })

  it('finds what is cooked at a time', async () => {
    await using host = await createFoodHost()
    const { dishes } = await host.call('searchDishes', { text: 'burger', place: 'Berlin', openAt: '2027-03-06T04:30' })
    expect(dishes.length).toBeGreaterThan(0)
    expect(new Set(dishes.map(({ restaurantId }: { restaurantId: string }) => restaurantId))).toEqual(new Set(['nachtschicht-burger']))
  })
})

describe('getRestaurant', () => {
  it('answers a menu whose options stand once', async () => {
    await using host = await createFoodHost()
    const answer = await host.call('getRestaurant', { id: 'vesuvio-reuterkiez' })
    expect(answer.menu[0].dishes[0]).toMatchObject({
      id: 'marinara',
      diets: ['vegan', 'vegetarian', 'nut-free'],
      optionGroups: ['pizzaSize', 'pizzaExtras'],
    })
    expect(answer.optionGroups[0]).toMatchObject({
      id: 'pizzaSize',
      required: true,
      choices: [{ id: '30-cm' }, { id: '36-cm', extra: { amount: 350 } }],
    })
    expect(JSON.stringify(answer).length).toBeLessThan(5_000)
  })

  it('names no end for a kitchen that never closes', async () => {
    await using host = await createFoodHost()
    const answer = await host.call('getRestaurant', { id: 'orchard-street-deli' })
    expect(answer).toMatchObject({ open: true, hours: 'Mo-Su 00:00-24:00' })
    expect(answer.closesAt).toBeUndefined()
  })

  it('says where ids come from when there is no such restaurant', async () => {
    await using host = await createFoodHost()
    await expect(host.call('getRestaurant', { id: 'nowhere' })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('searchRestaurants'),
    })
  })
})

describe('the examples of search', () => {
  it('all find something', async () => {
    await using host = await createFoodHost()
    const calls = plugin.actions.slice(0, 2).flatMap(({ name, examples }) => examples.map(({ input }) => host.call(name, input)))
    expect((await Promise.all(calls)).map(({ total }) => total).filter((total) => total === 0)).toEqual([])
  })

  it('answer what the examples say', async () => {
    await using host = await createFoodHost()
    const examples = plugin.actions.slice(0, 2).map(({ name, examples: given }) => ({ name, ...given.find(({ output }) => output)! }))
    for (const { name, input, output } of examples) {
      const answer = JSON.stringify(await host.call(name, input)).replaceAll('patchbay.test', 'example.com')
      expect(JSON.parse(answer)).toEqual(output)
    }
  })
})
