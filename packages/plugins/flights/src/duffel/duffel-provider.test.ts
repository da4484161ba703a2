import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { AppError } from '@patchbay/plugin-kit'
import { createTestHost } from '@patchbay/plugin-kit/testing'
import { describe, expect, it } from 'vitest'
import plugin from '../index.ts'
import { addDays } from '../time/calendar.ts'

// The fixtures are shaped as Duffel documents its answers; nothing here was recorded from the live service.
const read = (name: string) => readFileSync(new URL(`__fixtures__/${name}.json`, import.meta.url), 'utf8')

const soon = addDays(new Date().toISOString().slice(0, 10), 60)

// The fixture departs on a fixed day; to be booked, it must depart soon.
const offerAnswer = JSON.stringify({ data: JSON.parse(read('offer-request')).data.offers[0] }).replaceAll('2027-05-14', soon)

interface Seen {
  route: string
  headers: IncomingMessage['headers']
  body: { data: unknown } | undefined
}

type Answers = Record<string, { status?: number; body: string } | 'nothing'>

const good: Answers = {
  'POST /air/offer_requests': { body: read('offer-request') },
  'GET /air/offers/off_0000B1cDeFgHiJkLmNoPqT': { body: offerAnswer },
  'POST /air/orders': { status: 201, body: read('order') },
  'POST /air/order_cancellations': { status: 201, body: read('order-cancellation') },
  'POST /air/order_cancellations/ore_0000B1cDeFgHiJkLmNoPqa/actions/confirm': { body: read('order-cancellation') },
}

const refused = { status: 422, body: read('error') }

/** A server that answers as Duffel does, and a plugin that uses it. */
async function start(answers: Answers = {}) {
  const seen: Seen[] = []
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const sent = await text(request)
    const route = `${request.method} ${request.url!.split('?')[0]}`
    seen.push({ route, headers: request.headers, body: sent === '' ? undefined : JSON.parse(sent) })
    const answer = { ...good, ...answers }[route] ?? { status: 404, body: read('error') }
    if (answer === 'nothing') request.socket.destroy()
    else response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(answer.body)
  }
  const server = createServer((request, response) => void respond(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const duffelUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const host = await createTestHost(plugin, { config: { duffelToken: 'duffel_test_secret', duffelUrl } })
  const dispose = async () => {
    await host[Symbol.asyncDispose]()
    server.closeAllConnections()
    server.close()
  }
  return { host, seen, ada: host.user('ada@example.com'), [Symbol.asyncDispose]: dispose }
}

const query = { from: 'Paris', to: 'New York', date: soon }

const id = 'off_0000B1cDeFgHiJkLmNoPqT'

const expectedPrice = { amount: 48_975, currency: 'EUR' }

const passenger = {
  givenName: 'Ada',
  familyName: 'Lovelace',
  bornOn: '1985-12-10',
  gender: 'f',
  title: 'ms',
  email: 'ada@example.com',
  phone: '+442080160509',
}

const booking = { offerId: id, passengers: [passenger], expectedPrice }

describe('the provider duffel', () => {
  it('asks for offers as documented', async () => {
    await using setting = await start()
    await setting.host.call('searchFlights', { ...query, passengers: 2, cabin: 'business', maxStops: 1 })
    const [{ route, headers, body }] = setting.seen as [Seen]
    expect(route).toBe('POST /air/offer_requests')
    expect(headers).toMatchObject({
      authorization: 'Bearer duffel_test_secret',
      'duffel-version': 'v2',
      'content-type': 'application/json',
    })
    expect(body!.data).toEqual({
      slices: [{ origin: 'PAR', destination: 'NYC', departure_date: query.date }],
      passengers: [{ type: 'adult' }, { type: 'adult' }],
      cabin_class: 'business',
      max_connections: 1,
    })
  })

  it('gives the offers in our form, not as simulated', async () => {
    await using setting = await start()
    const { offers, simulated } = await setting.host.call('searchFlights', query)
    expect(simulated).toBe(false)
    expect(offers[0]).toMatchObject({
      id,
      price: { ...expectedPrice, text: '€489.75' },
      outbound: {
        from: 'CDG',
        to: 'JFK',
        departs: '2027-05-14T09:20:00+02:00',
        arrives: '2027-05-14T14:30:00-04:00',
        minutes: 670,
        stops: 1,
      },
    })
    expect(offers[0].outbound.legs[1]).toEqual({
      flight: 'ZZ 0175',
      airline: 'Duffel Airways',
      from: 'LHR',
      to: 'JFK',
      departs: '2027-05-14T11:45:00+01:00',
      arrives: '2027-05-14T14:30:00-04:00',
      cabin: 'economy',
    })
  })

  it('knows no offer that Duffel does not know or no longer has', async () => {
    await using setting = await start({ [`GET /air/offers/${id}`]: refused })
    await expect(setting.host.call('getOffer', { id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(setting.host.call('getOffer', { id: 'off_unknown' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(setting.host.call('getOffer', { id: 'Y1-AF6761CDGJFK270514' })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('hides why Duffel could not be asked', async () => {
    await using setting = await start({
      'POST /air/offer_requests': { status: 401, body: '{"errors":[{"title":"duffel_test_secret is wrong"}]}' },
    })
    const error = await setting.host.call('searchFlights', query).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'upstream_failed', message: 'The seller could not be asked. Try again later.' })
  })

  it('refuses an answer that it does not understand', async () => {
    await using setting = await start({ 'POST /air/offer_requests': { body: '{"data":{"offers":[{"id":7}]}}' } })
    await expect(setting.host.call('searchFlights', query)).rejects.toMatchObject({ code: 'upstream_failed' })
  })
})

describe('booking with duffel', () => {
  it('orders with the balance, for the passengers of the offer', async () => {
    await using setting = await start()
    const booked = await setting.host.call('bookFlight', booking, { user: setting.ada })
    expect(booked).toMatchObject({ status: 'confirmed', reference: 'RZPNX8', simulated: false, passengers: ['Ada Lovelace'] })
    expect(setting.seen.at(-1)!.body!.data).toEqual({
      type: 'instant',
      selected_offers: [id],
      passengers: [
        {
          id: 'pas_0000B1cDeFgHiJkLmNoPqS',
          given_name: 'Ada',
          family_name: 'Lovelace',
          born_on: '1985-12-10',
          gender: 'f',
          title: 'ms',
          email: 'ada@example.com',
          phone_number: '+442080160509',
        },
      ],
      payments: [{ type: 'balance', currency: 'EUR', amount: '489.75' }],
    })
  })

  it('says what is missing before anything is ordered', async () => {
    await using setting = await start()
    const short = { ...booking, passengers: [{ givenName: 'Ada', familyName: 'Lovelace', bornOn: '1985-12-10' }] }
    await expect(setting.host.call('bookFlight', short, { user: setting.ada })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'These are real flights: give gender, title, email, phone of each passenger.',
    })
    expect(setting.seen.map(({ route }) => route)).not.toContain('POST /air/orders')
    expect((await setting.host.call('listBookings', {}, { user: setting.ada })).bookings).toEqual([])
  })

  it('keeps a refused booking as failed', async () => {
    await using setting = await start({ 'POST /air/orders': refused })
    const error = await setting.host.call('bookFlight', booking, { user: setting.ada }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'conflict' })
    expect((error as AppError).message).toContain('Please select another offer')
    const { bookings } = await setting.host.call('listBookings', {}, { user: setting.ada })
    expect(bookings).toMatchObject([{ status: 'failed' }])
  })

  it('keeps a booking as pending when the answer is lost, and names it', async () => {
    await using setting = await start({ 'POST /air/orders': 'nothing' })
    const error = await setting.host.call('bookFlight', booking, { user: setting.ada }).catch((reason: unknown) => reason)
    const { bookings } = await setting.host.call('listBookings', {}, { user: setting.ada })
    expect(bookings).toMatchObject([{ status: 'pending' }])
    expect(error).toMatchObject({ code: 'conflict' })
    expect((error as AppError).message).toContain(bookings[0].id)
    await expect(setting.host.call('cancelBooking', { id: bookings[0].id }, { user: setting.ada })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('cancels at the seller once, with the refund of the airline', async () => {
    await using setting = await start()
    const booked = await setting.host.call('bookFlight', booking, { user: setting.ada })
    expect(booked).not.toHaveProperty('refundIfCancelledNow')
    const cancelled = await setting.host.call('cancelBooking', { id: booked.id }, { user: setting.ada })
    expect(cancelled).toMatchObject({ status: 'cancelled', refund: { amount: 43_975, currency: 'EUR' } })
    const routes = setting.seen.map(({ route }) => route).slice(-2)
    expect(routes).toEqual(['POST /air/order_cancellations', 'POST /air/order_cancellations/ore_0000B1cDeFgHiJkLmNoPqa/actions/confirm'])
    const count = setting.seen.length
    expect(await setting.host.call('cancelBooking', { id: booked.id }, { user: setting.ada })).toEqual(cancelled)
    expect(setting.seen).toHaveLength(count)
  })
})
