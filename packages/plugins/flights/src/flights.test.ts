import { AppError, type User } from '@patchbay/plugin-kit'
import { createTestHost, type TestHost } from '@patchbay/plugin-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import plugin from './index.ts'
import { addDays } from './time/calendar.ts'

const inDays = (days: number) => addDays(new Date().toISOString().slice(0, 10), days)

const passenger = { givenName: 'Ada', familyName: 'Lovelace' }

let host: TestHost
let ada: User
let eve: User

beforeAll(async () => {
  host = await createTestHost(plugin, { config: { carrier: 'steady', carrierDelay: 0 } })
  ada = host.user('ada@example.com')
  eve = host.user('eve@example.com')
})

afterAll(() => host[Symbol.asyncDispose]())

async function search(input: object = {}) {
  return host.call('searchFlights', { from: 'Paris', to: 'New York', date: inDays(40), ...input })
}

async function book(user = ada, search_: object = {}) {
  const [offer] = (await search(search_)).offers
  return host.call('bookFlight', { offerId: offer.id, passengers: [passenger], expectedPrice: toExpected(offer) }, { user })
}

function toExpected({ price }: { price: { amount: number; currency: string } }) {
  return { amount: price.amount, currency: price.currency }
}

async function refusalOf(action: string, input: unknown, user?: User): Promise<AppError> {
  const error: unknown = await host.call(action, input, user ? { user } : {}).catch((reason: unknown) => reason)
  if (error instanceof AppError) return error
  throw new Error(`${action} was not refused as expected`, { cause: error })
}

describe('searchFlights', () => {
  it('offers flights between all airports of both cities, for anyone', async () => {
    const answer = await search({ limit: 10, maxStops: 0 })
    expect(answer.from).toEqual({ code: 'PAR', name: 'Paris, France (PAR)', airports: ['CDG', 'ORY', 'BVA'] })
    expect(answer.offers).toHaveLength(10)
    expect(answer.simulated).toBe(true)
    for (const { outbound, seatsLeft, price } of answer.offers) {
      expect(answer.from.airports).toContain(outbound.from)
      expect(answer.to.airports).toContain(outbound.to)
      expect(outbound.departs.slice(0, 10)).toBe(inDays(40))
      expect(seatsLeft).toBeGreaterThan(0)
      expect(price.text).toBe(`€${(price.amount / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`)
    }
  })

  it('stays short', async () => {
    const answer = await search({ from: 'Graz', to: 'Tokyo', returnDate: inDays(50) })
    expect(answer.offers).toHaveLength(5)
    expect(JSON.stringify(answer).length).toBeLessThan(10_000)
  })

  it('brings people back when they want', async () => {
    const { offers } = await search({ returnDate: inDays(47), passengers: 2 })
    for (const { inbound, outbound, passengers } of offers) {
      expect(passengers).toBe(2)
      expect(inbound.departs.slice(0, 10)).toBe(inDays(47))
      expect(Date.parse(inbound.departs)).toBeGreaterThan(Date.parse(outbound.arrives))
    }
  })

  it('says how it read a name', async () => {
    expect((await search({ from: 'Frankfrut' })).notes).toEqual(['Read "Frankfrut" as Frankfurt, Germany (FRA).'])
  })

  it('uses the country of the caller between equal names', async () => {
    const input = { from: 'San Jose', to: 'Denver', date: inDays(40) }
    expect((await refusalOf('searchFlights', input)).details).toHaveProperty('candidates')
    expect((await host.call('searchFlights', input, { location: { country: 'US' } })).from.code).toBe('SJC')
  })

  it('says so when there is nothing', async () => {
    const { offers, notes } = await search({ from: 'Warsaw', to: 'Kyiv' })
    expect(offers).toEqual([])
    expect(notes[0]).toContain('No flights with at most 2 stops')
  })

  it('refuses days on which nothing is sold, and says which are', async () => {
    expect((await refusalOf('searchFlights', { from: 'PAR', to: 'NYC', date: '2020-01-01' })).message).toContain('has passed')
    expect((await refusalOf('searchFlights', { from: 'PAR', to: 'NYC', date: inDays(400) })).message).toContain(
      `until ${inDays(330).slice(0, 7)}`,
    )
    const back = { from: 'PAR', to: 'NYC', date: inDays(20), returnDate: inDays(19) }
    expect((await refusalOf('searchFlights', back)).message).toContain('before the way there')
    expect((await refusalOf('searchFlights', { from: 'CDG', to: 'Paris', date: inDays(20) })).message).toContain('two different places')
  })
})

describe('getOffer', () => {
  it('gives the same offer again', async () => {
    const [offer] = (await search()).offers
    expect(await host.call('getOffer', { id: offer.id })).toEqual(offer)
  })

  it('knows no made-up offers, and sells none that has left', async () => {
    expect((await refusalOf('getOffer', { id: 'Y1-AF1CDGJFK270514' })).code).toBe('not_found')
    const [offer] = (await search({ from: 'LHR', to: 'DUB', maxStops: 0 })).offers
    const past = offer.id.replace(/\d{6}$/, '250603')
    expect((await refusalOf('getOffer', { id: past })).code).toBe('gone')
    const booking = { offerId: past, passengers: [passenger], expectedPrice: toExpected(offer) }
    expect((await refusalOf('bookFlight', booking, ada)).code).toBe('gone')
  })
})

describe('bookFlight', () => {
  it('needs a user', async () => {
    const booking = { offerId: 'Y1-AF6761CDGJFK270514', passengers: [passenger], expectedPrice: { amount: 1, currency: 'EUR' } }
    expect((await refusalOf('bookFlight', booking)).code).toBe('unauthorized')
  })

  it('books an offer at its price', async () => {
    const [offer] = (await search()).offers
    const booking = await host.call(
      'bookFlight',
      { offerId: offer.id, passengers: [passenger], expectedPrice: toExpected(offer) },
      { user: ada },
    )
    expect(booking).toMatchObject({
      status: 'confirmed',
      price: offer.price,
      passengers: ['Ada Lovelace'],
      outbound: offer.outbound,
      simulated: true,
    })
    expect(booking.refundIfCancelledNow).toEqual(offer.price)
    expect(await host.call('getBooking', { id: booking.id }, { user: ada })).toEqual(booking)
  })

  it('books nothing at another price, and tells the price of now', async () => {
    const [offer] = (await search()).offers
    const expectedPrice = { amount: offer.price.amount - 100, currency: offer.price.currency }
    const before = await host.call('listBookings', {}, { user: eve })
    const error = await refusalOf('bookFlight', { offerId: offer.id, passengers: [passenger], expectedPrice }, eve)
    expect(error).toMatchObject({ code: 'conflict', details: { price: offer.price } })
    expect(await host.call('listBookings', {}, { user: eve })).toEqual(before)
  })

  it('wants as many passengers as the offer is for', async () => {
    const [offer] = (await search({ passengers: 2 })).offers
    const error = await refusalOf('bookFlight', { offerId: offer.id, passengers: [passenger], expectedPrice: toExpected(offer) }, ada)
    expect(error.message).toContain('for 2 passengers, not 1')
  })

  it('takes names of all kinds, and nothing else for a name', async () => {
    const [offer] = (await search()).offers
    const bookAs = (givenName: string) =>
      host.call(
        'bookFlight',
        { offerId: offer.id, passengers: [{ givenName, familyName: 'Ó Súilleabháin' }], expectedPrice: toExpected(offer) },
        { user: ada },
      )
    expect((await bookAs('张')).passengers).toEqual(['张 Ó Súilleabháin'])
    await expect(bookAs('<script>')).rejects.toThrow('must be a name')
    await expect(bookAs('a\u0000b')).rejects.toThrow('must be a name')
  })

  it('sells no seat twice', async () => {
    const { offers } = await search({ from: 'JFK', to: 'LHR', cabin: 'first', limit: 10, maxStops: 0 })
    const offer = offers.find(({ seatsLeft }: { seatsLeft: number }) => seatsLeft < 9)
    const input = { offerId: offer.id, passengers: [passenger], expectedPrice: toExpected(offer) }
    const attempts = await Promise.allSettled(
      Array.from({ length: offer.seatsLeft + 5 }, () => host.call('bookFlight', input, { user: eve })),
    )
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(offer.seatsLeft)
    const reasons = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [(attempt.reason as AppError).code] : []))
    expect(new Set(reasons)).toEqual(new Set(['conflict']))
    expect((await host.call('getOffer', { id: offer.id })).seatsLeft).toBe(0)
    const rows = await host.database.selectFrom('seat_sale').select('sold').where('key', 'like', '%first').execute()
    expect(rows.map(({ sold }) => sold)).toEqual([offer.seatsLeft])
  })
})

describe('bookFlight as a job', () => {
  const start = (carrier: string) => createTestHost(plugin, { config: { carrier, carrierDelay: 0 } })

  async function prepare(other: TestHost) {
    const user = other.user('ada@example.com')
    const [offer] = (await other.call('searchFlights', { from: 'Paris', to: 'New York', date: inDays(40) })).offers
    return { user, offer, input: { offerId: offer.id, passengers: [passenger], expectedPrice: toExpected(offer) } }
  }

  const soldOf = async (other: TestHost) => {
    const rows = await other.database.selectFrom('seat_sale').select('sold').execute()
    return rows.reduce((sum, { sold }) => sum + sold, 0)
  }

  it('asks with flight, day, names and price', async () => {
    const { user, offer, input } = await prepare(host)
    const question = await host.confirm('bookFlight', input, { user })
    expect(question).toContain(offer.outbound.legs[0].flight)
    expect(question).toContain(inDays(40))
    expect(question).toContain('Ada Lovelace')
    expect(question).toContain(offer.price.text)
    const wrong = { ...input, expectedPrice: { amount: 1, currency: 'EUR' } }
    await expect(host.confirm('bookFlight', wrong, { user })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('goes on with the same booking when the airline could not be reached', async () => {
    await using other = await start('flaky')
    const { user, input } = await prepare(other)
    const options = { user, jobId: 'job-1' }
    await expect(other.call('bookFlight', input, options)).rejects.toMatchObject({ code: 'upstream_failed' })
    const [held] = (await other.call('listBookings', {}, { user })).bookings
    expect(held.status).toBe('pending')
    const told: string[] = []
    const booked = await other.call('bookFlight', input, { ...options, progress: (_, message = '') => void told.push(message) })
    expect(booked).toMatchObject({ id: held.id, status: 'confirmed' })
    expect(told.at(-1)).toContain(held.id)
    expect(await other.call('bookFlight', input, options)).toEqual(booked)
    expect((await other.call('listBookings', {}, { user })).bookings).toHaveLength(1)
    expect(await soldOf(other)).toBe(1)
  })

  it('gives seats and money back when the airline refuses', async () => {
    await using other = await start('refusing')
    const { user, offer, input } = await prepare(other)
    await expect(other.call('bookFlight', input, { user, jobId: 'job-1' })).rejects.toMatchObject({ code: 'conflict' })
    const [{ id }] = (await other.call('listBookings', {}, { user })).bookings
    expect(await other.call('getBooking', { id }, { user })).toMatchObject({ status: 'failed', refund: offer.price })
    expect(await soldOf(other)).toBe(0)
  })

  it('is undone when it is cancelled before there is a ticket, and only then', async () => {
    await using other = await start('flaky')
    const { user, offer, input } = await prepare(other)
    const options = { user, jobId: 'job-1' }
    await expect(other.call('bookFlight', input, options)).rejects.toMatchObject({ code: 'upstream_failed' })
    await expect(other.call('bookFlight', input, { ...options, signal: AbortSignal.abort({ reason: 'drain' }) })).rejects.toBeDefined()
    expect(await soldOf(other)).toBe(1)
    await expect(other.call('bookFlight', input, { ...options, signal: AbortSignal.abort({ reason: 'cancelled' }) })).rejects.toBeDefined()
    const [{ id }] = (await other.call('listBookings', {}, { user })).bookings
    expect(await other.call('getBooking', { id }, { user })).toMatchObject({ status: 'cancelled', refund: offer.price })
    expect(await soldOf(other)).toBe(0)
  })

  it('is undone some time after its attempts are used up', async () => {
    await using other = await start('flaky')
    const { user, input } = await prepare(other)
    await expect(other.call('bookFlight', input, { user, jobId: 'job-1' })).rejects.toMatchObject({ code: 'upstream_failed' })
    expect(await other.job('releaseHolds', {})).toEqual({ released: 0 })
    await other.database
      .updateTable('booking')
      .set({ created_at: new Date(Date.now() - 16 * 60_000) })
      .execute()
    expect(await other.job('releaseHolds', {})).toEqual({ released: 1 })
    expect(await soldOf(other)).toBe(0)
  })
})

describe('watchPrice', () => {
  it('keeps what the job finds, until the wish is reached or it is ended', async () => {
    const [offer] = (await search()).offers
    const watch = await host.call('watchPrice', { offerId: offer.id, below: offer.price.amount - 1 }, { user: ada })
    expect(watch).toMatchObject({ status: 'watching', price: offer.price })
    const old = new Date(Date.now() - 3_600_000)
    const dearer = { amount: offer.price.amount + 500, currency: offer.price.currency }
    await host.database
      .updateTable('watch')
      .set({ checked_at: old, last_price: dearer, below: toExpected(offer) })
      .where('id', '=', watch.id)
      .execute()
    expect(await host.job('checkPrices', {})).toEqual({ watches: 1 })
    expect(await host.call('getPriceWatch', { id: watch.id }, { user: ada })).toMatchObject({ status: 'reached', price: offer.price })
    expect(await host.job('checkPrices', {})).toEqual({ watches: 0 })
  })

  it('ends, and is seen by its user alone', async () => {
    const [offer] = (await search()).offers
    const { id } = await host.call('watchPrice', { offerId: offer.id }, { user: ada })
    expect((await refusalOf('getPriceWatch', { id }, eve)).code).toBe('not_found')
    expect((await refusalOf('unwatchPrice', { id }, eve)).code).toBe('not_found')
    expect((await host.call('unwatchPrice', { id }, { user: ada })).status).toBe('ended')
    expect((await host.call('unwatchPrice', { id }, { user: ada })).status).toBe('ended')
  })
})

describe('cancelBooking', () => {
  it('pays back by the rule, gives the seats back, and does it once', async () => {
    const { offers } = await search({ from: 'LHR', to: 'SIN', cabin: 'business', maxStops: 0 })
    const scarce = offers.find(({ seatsLeft }: { seatsLeft: number }) => seatsLeft < 9) ?? offers[0]
    const input = { offerId: scarce.id, passengers: [passenger], expectedPrice: toExpected(scarce) }
    const { id } = await host.call('bookFlight', input, { user: ada })
    const cancelled = await host.call('cancelBooking', { id }, { user: ada })
    expect(cancelled).toMatchObject({ status: 'cancelled', refund: scarce.price })
    expect(cancelled.refundRule).toContain('80 %')
    expect(await host.call('cancelBooking', { id }, { user: ada })).toEqual(cancelled)
    expect((await host.call('getOffer', { id: scarce.id })).seatsLeft).toBe(scarce.seatsLeft)
    const rows = await host.database.selectFrom('seat_sale').select('sold').where('key', 'like', '%LHRSIN%').execute()
    expect(rows.map(({ sold }) => sold)).toEqual([0])
  })

  it('gives seats back once when it is called twice at a time', async () => {
    const first = await book(ada, { from: 'VIE', to: 'LHR' })
    await book(eve, { from: 'VIE', to: 'LHR' })
    const sum = () =>
      host.database
        .selectFrom('seat_sale')
        .select(({ fn }) => fn.sum('sold').as('sold'))
        .executeTakeFirstOrThrow()
    const before = Number((await sum()).sold)
    const answers = await Promise.all([1, 2, 3].map(() => host.call('cancelBooking', { id: first.id }, { user: ada })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(Number((await sum()).sold)).toBe(before - first.outbound.legs.length)
  })
})

describe('bookings', () => {
  it('are listed page by page, the newest first, to their owner only', async () => {
    const grace = host.user('grace@example.com')
    const ids: string[] = []
    for (const to of ['Rome', 'Vienna', 'Lisbon']) ids.unshift((await book(grace, { to })).id)
    const first = await host.call('listBookings', { limit: 2 }, { user: grace })
    expect(first.bookings.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2))
    const second = await host.call('listBookings', { limit: 2, after: first.next }, { user: grace })
    expect(second.bookings.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2))
    expect(second.next).toBeUndefined()
    expect((await host.call('listBookings', { limit: 25 }, { user: host.user('nobody@example.com') })).bookings).toEqual([])
    expect((await host.call('listBookings', { after: ids[0] }, { user: eve })).bookings).toEqual([])
  })

  it('are not there for anybody else', async () => {
    const { id } = await book(ada)
    expect((await refusalOf('getBooking', { id }, eve)).code).toBe('not_found')
    expect((await refusalOf('cancelBooking', { id }, eve)).code).toBe('not_found')
    expect((await refusalOf('shareBooking', { id }, eve)).code).toBe('not_found')
    expect((await refusalOf('unshareBooking', { id }, eve)).code).toBe('not_found')
    expect((await host.call('getBooking', { id }, { user: ada })).status).toBe('confirmed')
  })
})

describe('the page of an offer', () => {
  it('tells the flights and the price, and links from the answer', async () => {
    const [offer] = (await search({ maxStops: 0 })).offers
    const page = await host.page(offer.url)
    expect(page!.openGraph.title).toContain('Paris → New York')
    expect(page!.openGraph.title).toContain(offer.price.text)
    expect(page!.html).toContain(offer.outbound.legs[0].flight)
    expect(page!.html).toContain('simulated')
  })

  it('is not there for an offer that is not', async () => {
    expect(await host.page('/o/Y1-AF1CDGJFK270514')).toBeUndefined()
    expect(await host.page('/o/%3Cscript%3E')).toBeUndefined()
  })
})

describe('the page of a shared booking', () => {
  it('is there until it is revoked, and has no names, reference or price', async () => {
    const { id, reference, price } = await book(ada)
    const { url } = await host.call('shareBooking', { id }, { user: ada })
    expect(await host.call('shareBooking', { id }, { user: ada })).toEqual({ url })
    expect((await host.call('getBooking', { id }, { user: ada })).shareUrl).toBe(url)
    const page = await host.page(url)
    const text = page!.html + JSON.stringify(page!.openGraph)
    expect(text).toContain('Paris → New York')
    for (const hidden of ['Ada', 'Lovelace', 'example.com', id, reference, price.text])
      expect(text.replace(page!.openGraph.image!, '')).not.toContain(hidden)
    await host.call('unshareBooking', { id }, { user: ada })
    expect(await host.page(url)).toBeUndefined()
    expect(await host.call('unshareBooking', { id }, { user: ada })).toEqual({ shared: false })
    expect((await host.call('shareBooking', { id }, { user: ada })).url).not.toBe(url)
  })

  it('can not be guessed from the id', async () => {
    const { id } = await book(ada)
    await host.call('shareBooking', { id }, { user: ada })
    expect(await host.page(`/b/${id}`)).toBeUndefined()
    expect(await host.page(`/b/${'A'.repeat(32)}`)).toBeUndefined()
  })
})
