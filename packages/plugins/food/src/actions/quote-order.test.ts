import { describe, expect, it } from 'vitest'
import plugin from '../index.ts'
import { addMinutes, createFoodHost, pizzaBasket } from '../testing/create-food-host.ts'

describe('quoteOrder', () => {
  it('prices a basket for anybody, in integers, with a time of arrival and an end', async () => {
    await using host = await createFoodHost()
    const quote = await host.call('quoteOrder', pizzaBasket)
    expect(quote.total).toEqual({ amount: 3140, text: '€31.40' })
    expect(quote).toMatchObject({ arrivesAt: '2027-03-05T19:25:00+01:00', expiresAt: '2027-03-05T19:15:00+01:00' })
    expect(quote.notice).toContain('Simulated')
  })

  it('explains each refusal', async () => {
    await using host = await createFoodHost()
    const refuses = (change: object, error: object) =>
      expect(host.call('quoteOrder', { ...pizzaBasket, ...change })).rejects.toMatchObject(error)
    await refuses({ restaurantId: 'nowhere' }, { code: 'not_found' })
    await refuses({ postcode: '99999' }, { code: 'unprocessable', message: expect.stringContaining('no postcode known in Berlin') })
    await refuses(
      { postcode: '10585' },
      {
        code: 'unprocessable',
        message: expect.stringContaining('does not deliver to 10585'),
        details: { areas: expect.arrayContaining(['12047']) },
      },
    )
    await refuses({ items: [{ dishId: 'margherita' }] }, { code: 'unprocessable', details: { minimum: 1200, missing: 150 } })
    await refuses({ items: [{ dishId: 'margherita', options: ['huge'] }] }, { code: 'unprocessable', details: { dishId: 'margherita' } })
    await refuses({ deliverAt: '2027-03-08T12:00' }, { code: 'unprocessable', details: { opensAt: '2027-03-08T17:00:00+01:00' } })
  })

  it('does not let a misspelt member of an item pass', async () => {
    await using host = await createFoodHost()
    await expect(host.call('quoteOrder', { ...pizzaBasket, items: [{ dishId: 'margherita', qty: 2 }] })).rejects.toThrow('qty')
  })

  it('keeps no quotes that have long run out', async () => {
    await using host = await createFoodHost()
    await host.call('quoteOrder', pizzaBasket)
    host.clock.now = addMinutes(host.clock.now, 31)
    const { id } = await host.call('quoteOrder', pizzaBasket)
    expect(await host.database.selectFrom('quotes').select('id').execute()).toEqual([{ id }])
  })

  it('answers what its example says', async () => {
    await using host = await createFoodHost()
    host.clock.now = new Date('2027-03-05T19:00:00-05:00')
    const example = plugin.actions.find(({ name }) => name === 'quoteOrder')!.examples.find(({ output }) => output)!
    const { id: _, ...expected } = example.output as Record<string, unknown>
    expect(await host.call('quoteOrder', example.input)).toMatchObject(expected)
  })
})
