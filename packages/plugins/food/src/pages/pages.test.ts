import { describe, expect, it } from 'vitest'
import { ada, addMinutes, createFoodHost, pizzaBasket, type FoodHost } from '../testing/create-food-host.ts'

async function order(host: FoodHost): Promise<{ id: string; trackingUrl: string }> {
  const { id: quoteId } = await host.call('quoteOrder', pizzaBasket)
  return host.call('placeOrder', { quoteId, ...ada, note: 'Doorbell broken' }, { user: host.user('ada@example.com') })
}

describe('the page of a restaurant', () => {
  it('shows the menu to anybody and has a preview', async () => {
    await using host = await createFoodHost()
    const { html, openGraph } = (await host.page('/r/vesuvio-reuterkiez'))!
    expect(html).toContain('Mortadella e pistacchio')
    expect(html).toContain('contains nuts')
    expect(html).toContain('€10.50')
    expect(openGraph).toMatchObject({ title: 'Vesuvio Reuterkiez, Berlin', image: 'https://food.patchbay.test/logo.png' })
    expect(openGraph.description).toContain('Simulated')
  })

  it('is nowhere for a restaurant that is not there', async () => {
    await using host = await createFoodHost()
    expect(await host.page('/r/nowhere')).toBeUndefined()
  })
})

describe('the page of an order', () => {
  it('shows how far it is, and nothing of the person', async () => {
    await using host = await createFoodHost()
    const { trackingUrl } = await order(host)
    host.clock.now = addMinutes(host.clock.now, 20)
    const page = (await host.page(trackingUrl))!
    expect(page.openGraph).toMatchObject({
      title: 'On the way: order from Vesuvio Reuterkiez',
      description: 'Expected at 19:25. Simulated order.',
    })
    expect(page.html).toContain('2 × Margherita')
    expect(page.html).toContain('Reuterkiez, Neukölln, Berlin')
    expect(JSON.stringify(page)).not.toMatch(/Ada|Lovelace|1234567|Weserstra|Doorbell/)
  })

  it('says when the order was cancelled or delivered', async () => {
    await using host = await createFoodHost()
    const { id, trackingUrl } = await order(host)
    const delivered = await order(host)
    await host.call('cancelOrder', { id }, { user: host.user('ada@example.com') })
    host.clock.now = addMinutes(host.clock.now, 60)
    expect((await host.page(trackingUrl))!.openGraph.title).toBe('Cancelled: order from Vesuvio Reuterkiez')
    expect((await host.page(delivered.trackingUrl))!.openGraph.description).toContain('Delivered at 19:25')
  })

  it('is gone with the link: a new link replaces the old one, revoking ends both', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const { id, trackingUrl: first } = await order(host)
    const { trackingUrl: second } = await host.call('shareOrder', { id }, { user })
    expect(await host.page(first)).toBeUndefined()
    expect(await host.page(second)).toBeDefined()
    expect((await host.call('getOrder', { id }, { user })).trackingUrl).toBe(second)
    expect(await host.call('stopSharingOrder', { id }, { user })).toEqual({ revoked: true })
    expect(await host.page(second)).toBeUndefined()
    expect(await host.call('stopSharingOrder', { id }, { user })).toEqual({ revoked: false })
    expect((await host.call('getOrder', { id }, { user })).trackingUrl).toBeUndefined()
  })

  it('has one live link, however many are asked for at once', async () => {
    await using host = await createFoodHost()
    const user = host.user('ada@example.com')
    const { id } = await order(host)
    const links = await Promise.all([1, 2, 3].map(() => host.call('shareOrder', { id }, { user })))
    const pages = await Promise.all(links.map(({ trackingUrl }) => host.page(trackingUrl)))
    expect(pages.filter((page) => page !== undefined)).toHaveLength(1)
  })

  it('can not be guessed', async () => {
    await using host = await createFoodHost()
    const { id } = await order(host)
    expect(await host.page(`/t/${id}`)).toBeUndefined()
    expect(await host.page('/t/AAAAAAAAAAAAAAAAAAAAAAAA')).toBeUndefined()
  })
})
