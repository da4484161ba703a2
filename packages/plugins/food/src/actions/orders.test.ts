import { describe, expect, it } from 'vitest'
import { createCatalog } from '../catalog/create-catalog.ts'
import { berlin } from '../data/berlin.ts'
import { createFood } from '../food.ts'
import { placeOrder } from '../ordering/place-order.ts'
import { ada, addMinutes, createFoodHost, pizzaBasket, type FoodHost } from '../testing/create-food-host.ts'

const { postcode: _, ...wanted } = pizzaBasket

async function order(host: FoodHost, email = 'ada@example.com') {
  return host.call('placeOrder', { ...wanted, ...ada, expectedTotal: 3140 }, { user: host.user(email) })
}

describe('placeOrder', () => {
  it('orders what was quoted at that price', async () => {
    await using host = await createFoodHost()
    const quote = await host.call('quoteOrder', pizzaBasket)
    const placed = await host.call('placeOrder', { quoteId: quote.id, ...ada, note: 'No basil' }, { user: host.user('ada@example.com') })
    expect(placed).toMatchObject({
      state: 'accepted',
      lines: quote.lines,
      total: quote.total,
      note: 'No basil',
      contact: ada.contact,
    })
    expect(placed.cancellableUntil).toBe('2027-03-05T19:03:00+01:00')
    expect(placed.trackingUrl).toMatch(/^https:\/\/food\.patchbay\.test\/t\/[\w-]{24}$/)
  })

  it('gives the same order for the same quote, also to calls at once', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const { id: quoteId } = await host.call('quoteOrder', pizzaBasket)
    const placed = await Promise.all([1, 2, 3].map(() => host.call('placeOrder', { quoteId, ...ada }, { user })))
    expect(new Set(placed.map(({ id }) => id)).size).toBe(1)
    expect((await host.call('listOrders', {}, { user })).orders).toHaveLength(1)
  })

  it('does not order somebody else’s used quote, nor tell of it', async () => {
    await using host = await createFoodHost()
    const { id: quoteId } = await host.call('quoteOrder', pizzaBasket)
    await host.call('placeOrder', { quoteId, ...ada }, { user: host.user('ada@example.com') })
    const second = host.call('placeOrder', { quoteId, ...ada }, { user: host.user('eve@example.com') })
    await expect(second).rejects.toMatchObject({ code: 'not_found', message: expect.not.stringContaining('Ada') })
  })

  it('refuses a quote that has run out, is for another address, or never was', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const { id: quoteId } = await host.call('quoteOrder', pizzaBasket)
    const elsewhere = { ...ada, address: { street: 'Karl-Marx-Straße 1', postcode: '12043' } }
    await expect(host.call('placeOrder', { quoteId, ...elsewhere }, { user })).rejects.toMatchObject({ code: 'conflict' })
    await expect(host.call('placeOrder', { quoteId: 'q_none', ...ada }, { user })).rejects.toMatchObject({ code: 'not_found' })
    host.clock.now = addMinutes(host.clock.now, 15)
    await expect(host.call('placeOrder', { quoteId, ...ada }, { user })).rejects.toMatchObject({ code: 'gone' })
  })

  it('holds the price of a quote but not of a changed menu: then it orders nothing and gives the new total', async () => {
    await using host = await createFoodHost()
    const { id: quoteId } = await host.call('quoteOrder', pizzaBasket)
    const dearer = berlin.restaurants.map((place) => ({ ...place, menu: place.menu.replace('Margherita | 1050', 'Margherita | 1100') }))
    const food = createFood({
      database: host.database,
      catalog: createCatalog([{ ...berlin, restaurants: dearer }]),
      clock: () => host.clock.now,
    })
    const items = [{ dishId: 'margherita', quantity: 2, options: ['36-cm'] }]
    const wish = { ...ada, restaurantId: 'vesuvio-reuterkiez', items, tip: 0, expectedTotal: 3140 }
    await expect(placeOrder(food, { userId: 'ada', jobId: undefined }, wish)).rejects.toMatchObject({
      code: 'conflict',
      details: { total: 3245, expectedTotal: 3140, currency: 'EUR' },
    })
    expect(await host.database.selectFrom('orders').selectAll().execute()).toEqual([])
    expect((await placeOrder(food, { userId: 'ada', jobId: undefined }, { ...ada, quoteId, tip: 0 })).order.total).toBe(3140)
  })

  it('wants either a quote or items with the expected total', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const { id: quoteId } = await host.call('quoteOrder', pizzaBasket)
    await expect(host.call('placeOrder', { ...wanted, ...ada }, { user })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(host.call('placeOrder', ada, { user })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(host.call('placeOrder', { quoteId, tip: 100, ...ada }, { user })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('wants a name and a phone number that can be called', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const refuses = (contact: object, text: string) =>
      expect(host.call('placeOrder', { ...wanted, ...ada, expectedTotal: 3140, contact }, { user })).rejects.toThrow(text)
    await refuses({ name: '  ', phone: '+49 30 1234567' }, 'name')
    await refuses({ name: 'Ada', phone: '030 1234567' }, 'international number such as +49 30 1234567')
    await refuses({ name: 'Ada', phone: '+49 30' }, 'international number')
    await refuses({ name: 'Ada', phone: '+49 30 1234567890123456' }, 'international number')
    await refuses({ name: 'Ada' }, 'phone')
  })

  it('refuses a kitchen that has closed since the quote', async () => {
    await using host = await createFoodHost()
    host.clock.now = new Date('2027-03-06T00:50:00+01:00')
    const { id: quoteId } = await host.call('quoteOrder', pizzaBasket)
    host.clock.now = addMinutes(host.clock.now, 10)
    await expect(host.call('placeOrder', { quoteId, ...ada }, { user: host.user('ada@example.com') })).rejects.toMatchObject({
      code: 'unprocessable',
    })
  })

  it('needs a user', async () => {
    await using host = await createFoodHost()
    await expect(host.call('placeOrder', { ...wanted, ...ada, expectedTotal: 3140 })).rejects.toMatchObject({ code: 'unauthorized' })
  })
})

describe('getOrder', () => {
  it('follows the order from the kitchen to the door', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const { id } = await order(host)
    const start = host.clock.now
    const states = []
    for (const minutes of [0, 3, 18, 25]) {
      host.clock.now = addMinutes(start, minutes)
      states.push((await host.call('getOrder', { id }, { user })).state)
    }
    expect(states).toEqual(['accepted', 'preparing', 'on_the_way', 'delivered'])
  })
})

describe('listOrders', () => {
  it('pages through the newest first, none twice', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const placed = []
    for (const minute of [0, 1, 1, 2, 3]) {
      host.clock.now = addMinutes(new Date('2027-03-05T19:00:00+01:00'), minute)
      placed.push((await order(host)).id)
    }
    const first = await host.call('listOrders', { limit: 2 }, { user })
    const second = await host.call('listOrders', { limit: 2, cursor: first.nextCursor }, { user })
    const third = await host.call('listOrders', { limit: 2, cursor: second.nextCursor }, { user })
    const listed = [first, second, third].flatMap(({ orders }) => orders.map(({ id }: { id: string }) => id))
    expect([listed[0], listed[1], listed[4]]).toEqual([placed[4], placed[3], placed[0]])
    expect(new Set(listed)).toEqual(new Set(placed))
    expect(listed).toHaveLength(5)
    expect(third.nextCursor).toBeUndefined()
    await expect(host.call('listOrders', { cursor: 'nonsense' }, { user })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('tells open orders from those delivered or cancelled', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    await order(host)
    host.clock.now = addMinutes(host.clock.now, 30)
    const { id: cancelled } = await order(host)
    await host.call('cancelOrder', { id: cancelled }, { user })
    const { id } = await order(host)
    const { orders } = await host.call('listOrders', { active: true }, { user })
    expect(orders).toMatchObject([{ id, state: 'accepted', items: '2 × Margherita' }])
  })
})

describe('cancelOrder', () => {
  it('cancels until the kitchen starts, any number of times', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const { id } = await order(host)
    host.clock.now = addMinutes(host.clock.now, 2)
    const first = await host.call('cancelOrder', { id }, { user })
    expect(first).toMatchObject({
      state: 'cancelled',
      timeline: [{ state: 'accepted' }, { state: 'cancelled', at: '2027-03-05T19:02:00+01:00' }],
    })
    expect(first.arrivesAt).toBeUndefined()
    host.clock.now = addMinutes(host.clock.now, 60)
    expect(await host.call('cancelOrder', { id }, { user })).toEqual(first)
  })

  it('leaves the order alone once the kitchen has started', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const { id } = await order(host)
    host.clock.now = addMinutes(host.clock.now, 3)
    await expect(host.call('cancelOrder', { id }, { user })).rejects.toMatchObject({
      code: 'conflict',
      details: { startedAt: '2027-03-05T19:03:00+01:00' },
    })
    expect(await host.call('getOrder', { id }, { user })).toMatchObject({ state: 'preparing' })
  })

  it('leaves more time for an order that is for later', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const input = { ...wanted, ...ada, expectedTotal: 3140, deliverAt: '2027-03-06T20:00' }
    const { id, cancellableUntil } = await host.call('placeOrder', input, { user })
    expect(cancellableUntil).toBe('2027-03-06T19:38:00+01:00')
    host.clock.now = addMinutes(host.clock.now, 600)
    expect(await host.call('cancelOrder', { id }, { user })).toMatchObject({ state: 'cancelled' })
  })

  it('does not bring the order back when its quote is ordered again', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const { id: quoteId } = await host.call('quoteOrder', pizzaBasket)
    const { id } = await host.call('placeOrder', { quoteId, ...ada }, { user })
    await host.call('cancelOrder', { id }, { user })
    await expect(host.call('placeOrder', { quoteId, ...ada }, { user })).rejects.toMatchObject({ code: 'conflict' })
  })
})
