import { expect, vi } from 'vitest'
import type { Hands, Value } from './hands.ts'

/** What somebody does with a plugin from the first call to the last: every tool, each with success. */
export const journeys: Record<string, (hands: Hands) => Promise<void>> = {
  flights: fly,
  food: eat,
  notes: write,
}

async function fly({ call, finish }: Hands): Promise<void> {
  const { offers } = await call('searchFlights', { from: 'Paris', to: 'nyc', date: toDay(60), limit: 1 })
  const { id: offerId, price } = await call('getOffer', { id: offers[0].id })
  const { id: watch } = await call('watchPrice', { offerId })
  expect(await call('getPriceWatch', { id: watch })).toMatchObject({ id: watch })
  await call('unwatchPrice', { id: watch })
  const expectedPrice = { amount: price.amount, currency: price.currency }
  const { result, jobId } = await finish('bookFlight', {
    offerId,
    passengers: [{ givenName: 'Ada', familyName: 'Lovelace' }],
    expectedPrice,
  })
  expect(result).toMatchObject({ status: 'confirmed' })
  const { id } = result
  expect((await call('listBookings', {})).bookings).toMatchObject([{ id }])
  expect(await call('getBooking', { id })).toMatchObject({ id, status: 'confirmed' })
  expect((await call('shareBooking', { id })).url).toMatch(/^http/)
  await call('unshareBooking', { id })
  expect(await call('cancelBooking', { id })).toMatchObject({ status: 'cancelled' })
  expect(await call('getJob', { jobId })).toMatchObject({ status: 'succeeded', result: { id } })
  expect(await call('cancelJob', { jobId })).toMatchObject({ status: 'succeeded' })
}

async function eat(hands: Hands): Promise<void> {
  const { call, finish, cancel } = hands
  const { restaurants } = await call('searchRestaurants', { place: 'Berlin', text: 'Vesuvio' })
  const { id: restaurantId } = await call('getRestaurant', { id: restaurants[0].id })
  expect((await call('searchDishes', { text: 'margherita', place: 'Berlin' })).dishes).not.toEqual([])
  const whom = {
    contact: { name: 'Ada Lovelace', phone: '+49 30 1234567' },
    address: { street: 'Weserstr. 1', postcode: '12047' },
  }
  const later = await quote(hands, restaurantId, { from: 21, to: 72 })
  const { result, jobId } = await finish('placeOrder', { quoteId: later.id, ...whom })
  const { id } = result
  expect(await call('getOrder', { id })).toMatchObject({ id, state: 'accepted' })
  expect((await call('listOrders', { active: true })).orders).toMatchObject([{ id }])
  expect((await call('shareOrder', { id })).trackingUrl).toMatch(/^http/)
  expect(await call('stopSharingOrder', { id })).toEqual({ revoked: true })
  expect(await call('cancelOrder', { id })).toMatchObject({ state: 'cancelled' })
  expect(await call('getJob', { jobId })).toMatchObject({ status: 'succeeded' })
  const soon = await quote(hands, restaurantId, { from: 1, to: 20 })
  const cancelled = await cancel('placeOrder', { quoteId: soon.id, ...whom })
  await vi.waitFor(async () => expect(await call('getJob', { jobId: cancelled })).toMatchObject({ status: 'cancelled' }), 10_000)
  expect(await call('cancelJob', { jobId: cancelled })).toMatchObject({ status: 'cancelled' })
  await vi.waitFor(async () => expect((await call('listOrders', { active: true })).orders).toEqual([]), 10_000)
}

/** A basket for a time, in hours from now, at which the kitchen works. */
async function quote({ call }: Hands, restaurantId: string, { from, to }: { from: number; to: number }): Promise<Value> {
  const items = [{ dishId: 'margherita', options: ['36-cm'] }]
  for (let hours = from; hours < to; hours++) {
    const deliverAt = new Date(Date.now() + hours * 3_600_000).toISOString()
    const answer = await call('quoteOrder', { restaurantId, postcode: '12047', items, deliverAt }).catch(() => undefined)
    if (answer) return answer
  }
  throw new Error('the kitchen works at no such hour')
}

async function write({ call, finish }: Hands): Promise<void> {
  const { id } = await call('createNote', { text: 'Marmalade: two kilos of oranges' })
  expect(await call('getNote', { id })).toMatchObject({ id })
  await call('updateNote', { id, text: 'Marmalade: three kilos of oranges' })
  expect((await call('searchNotes', { query: 'marmalade' })).results).toMatchObject([{ id }])
  const { results } = await call('search', { query: 'marmalade' })
  expect(await call('fetch', { id: results[0].id })).toMatchObject({ text: 'Marmalade: three kilos of oranges' })
  expect((await call('shareNote', { id })).url).toMatch(/^http/)
  await call('unshareNote', { id })
  const imported = await finish('importNotes', {
    files: [
      { path: 'a.md', text: 'one' },
      { path: 'b.md', text: 'two' },
    ],
  })
  expect(imported.result).toMatchObject({ imported: 2, failed: 0 })
  expect((await call('listNotes', {})).notes).toHaveLength(3)
  const exported = await finish('exportNotes', {})
  expect(exported.result).toMatchObject({ notes: 3 })
  expect(await call('getJob', { jobId: exported.jobId })).toMatchObject({ status: 'succeeded', result: { notes: 3 } })
  expect(await call('cancelJob', { jobId: exported.jobId })).toMatchObject({ status: 'succeeded' })
  expect(await call('deleteNote', { id })).toEqual({ deleted: true })
}

function toDay(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
