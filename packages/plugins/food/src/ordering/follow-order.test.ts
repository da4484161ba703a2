import { RetryLater } from '@patchbay/plugin-kit'
import { describe, expect, it } from 'vitest'
import { ada, addMinutes, createFoodHost, pizzaBasket, type FoodHost } from '../testing/create-food-host.ts'

const { postcode: _, ...wanted } = pizzaBasket
const input = { ...wanted, ...ada, expectedTotal: 3140 }

/** One attempt of the job: what it answers, or in how many minutes it comes back, and what it told. */
async function attempt(host: FoodHost, options: { signal?: AbortSignal; input?: object } = {}) {
  const told: [number, string][] = []
  const { input: given = input, ...rest } = options
  const progress = (fraction: number, message = '') => void told.push([fraction, message.replace(/Order \S+ is /, '')])
  const call = host.call('placeOrder', given, { user: host.user('ada@example.com'), jobId: 'job-1', progress, ...rest })
  const outcome: unknown = await call.catch((error: unknown) => error)
  return { told, outcome, minutes: outcome instanceof RetryLater ? Math.round(outcome.milliseconds / 60_000) : undefined }
}

const listOrders = async (host: FoodHost) => (await host.call('listOrders', {}, { user: host.user('ada@example.com') })).orders

describe('placeOrder as a job', () => {
  it('asks with what, where, how much and when', async () => {
    await using host = await createFoodHost()
    const question = await host.confirm('placeOrder', input, { user: host.user('ada@example.com') })
    expect(question).toMatch(
      /^Order 2 × Margherita from Vesuvio Reuterkiez to Weserstraße 50, 12047, for €31\.40\? .*2027-03-05 at 19:\d\d\.$/,
    )
    expect(await listOrders(host)).toEqual([])
  })

  it('comes back for each state, orders once, and ends with the delivered order', async () => {
    await using host = await createFoodHost()
    expect(await attempt(host)).toMatchObject({ told: [[0.1, 'accepted']], minutes: 3 })
    host.clock.now = addMinutes(host.clock.now, 4)
    const second = await attempt(host)
    expect(second.told).toEqual([[0.4, 'being prepared']])
    host.clock.now = addMinutes(host.clock.now, second.minutes! + 1)
    const third = await attempt(host)
    expect(third.told).toEqual([[0.7, 'on the way']])
    host.clock.now = addMinutes(host.clock.now, third.minutes! + 1)
    expect(await attempt(host)).toMatchObject({ told: [[1, 'delivered']], outcome: { state: 'delivered' } })
    expect(await listOrders(host)).toHaveLength(1)
  })

  it('is done when it is accepted, if it is for another day', async () => {
    await using host = await createFoodHost()
    const later = await attempt(host, { input: { ...input, deliverAt: '2027-03-07T20:00' } })
    expect(later.outcome).toMatchObject({ state: 'accepted' })
  })

  it('takes the order back when it is cancelled in time, and orders nothing after that', async () => {
    await using host = await createFoodHost()
    await attempt(host)
    const cancelled = { signal: AbortSignal.abort({ reason: 'cancelled' }) }
    expect((await attempt(host, cancelled)).outcome).toEqual({ reason: 'cancelled' })
    expect(await listOrders(host)).toMatchObject([{ state: 'cancelled' }])
    expect((await attempt(host)).outcome).toMatchObject({ state: 'cancelled' })
  })

  it('goes on when it is cancelled too late, and when only the worker stops', async () => {
    await using host = await createFoodHost()
    await attempt(host)
    expect((await attempt(host, { signal: AbortSignal.abort({ reason: 'drain' }) })).minutes).toBe(3)
    host.clock.now = addMinutes(host.clock.now, 4)
    expect((await attempt(host, { signal: AbortSignal.abort({ reason: 'cancelled' }) })).outcome).toMatchObject({ state: 'preparing' })
  })
})
