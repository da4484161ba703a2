import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadAirports } from '../airports/load-airports.ts'
import type { FlightQuery, Leg, Offer } from '../flight-provider.ts'
import { toPlace } from '../places/place.ts'
import { addDays } from '../time/calendar.ts'
import { hour, minute, toOffset } from '../time/zone.ts'
import { readAirlines } from './airlines.ts'
import { toDistance } from './distance.ts'
import { createNetwork } from './network.ts'
import { createTimetableProvider } from './timetable-provider.ts'

const airports = loadAirports()
const now = Date.UTC(2026, 10, 23, 8)
const today = '2026-11-23'
const { signal } = new AbortController()

/** A new one, as another process would have it. */
function createProvider(sold: ReadonlyMap<string, number> = new Map(), at = now) {
  const network = createNetwork(readAirlines(airports))
  return createTimetableProvider({ airports, network, now: () => at, countSold: async () => sold })
}

function toQuery(from: string, to: string, options: Partial<FlightQuery> = {}): FlightQuery {
  const placeOf = (code: string) => toPlace(code, [airports.get(code)!])
  const defaults = {
    date: '2026-12-05',
    returnDate: undefined,
    passengers: 1,
    cabin: 'economy',
    maxStops: 2,
    sort: 'best',
    limit: 10,
  } as const
  return { ...defaults, from: placeOf(from), to: placeOf(to), ...options }
}

const provider = createProvider()

const large = [...airports.values()].filter(({ traffic }) => traffic >= 4).map(({ code }) => code)
const pairs = fc.tuple(fc.constantFrom(...large), fc.constantFrom(...large)).filter(([from, to]) => from !== to)
const dates = fc.integer({ min: 1, max: 330 }).map((days) => addDays(today, days))

async function forAllOffers(check: (offer: Offer) => void): Promise<void> {
  await fc.assert(
    fc.asyncProperty(pairs, dates, fc.constantFrom('economy', 'business'), async ([from, to], date, cabin) => {
      const offers = await provider.search(toQuery(from, to, { date, cabin, returnDate: addDays(date, 7) }), signal)
      offers.forEach(check)
    }),
    { numRuns: 60 },
  )
}

function legsOf(offer: Offer): Leg[] {
  return offer.journeys.flatMap(({ legs }) => legs)
}

describe('the timetable', () => {
  it('lands after it takes off, at local times that are right for the zones', async () => {
    await forAllOffers((offer) => {
      for (const { from, to, departs, arrives } of legsOf(offer)) {
        expect(Date.parse(arrives)).toBeGreaterThan(Date.parse(departs))
        expect(toOffsetText(departs)).toBe(toOffset(airports.get(from)!.zone, Date.parse(departs)))
        expect(toOffsetText(arrives)).toBe(toOffset(airports.get(to)!.zone, Date.parse(arrives)))
      }
    })
  })

  it('flies neither faster nor much slower than jets do', async () => {
    await forAllOffers((offer) => {
      for (const { from, to, departs, arrives } of legsOf(offer)) {
        const hours = (Date.parse(arrives) - Date.parse(departs)) / hour
        const distance = toDistance(airports.get(from)!, airports.get(to)!)
        expect(hours).toBeGreaterThan(distance / 960 + 0.3)
        expect(hours).toBeLessThan(distance / 520 + 0.9)
      }
    })
  })

  it('leaves time to change, and no gap in the way', async () => {
    await forAllOffers((offer) => {
      for (const { legs, from, to, stops } of offer.journeys) {
        expect([legs[0]!.from, legs.at(-1)!.to, legs.length - 1]).toEqual([from, to, stops])
        legs.slice(1).forEach((leg, index) => {
          const before = legs[index]!
          expect(leg.from).toBe(before.to)
          const layover = (Date.parse(leg.departs) - Date.parse(before.arrives)) / minute
          expect(layover).toBeGreaterThanOrEqual(45)
          expect(layover).toBeLessThanOrEqual(24 * 60)
        })
      }
    })
  })

  it('asks a price and has the seats that were asked for', async () => {
    await forAllOffers((offer) => {
      expect(offer.price.amount).toBeGreaterThan(1_000)
      expect(Number.isSafeInteger(offer.price.amount)).toBe(true)
      expect(offer.seatsLeft).toBeGreaterThanOrEqual(1)
      expect(legsOf(offer).some(({ cabin }) => cabin === offer.cabin)).toBe(true)
    })
  })

  it('gives the same answer twice, in any process', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, dates, async ([from, to], date) => {
        const query = toQuery(from, to, { date })
        // The other process has answered the way back before: what was asked first must not matter.
        const other = createProvider()
        await other.search(toQuery(to, from, { date }), signal)
        expect(await other.search(query, signal)).toEqual(await provider.search(query, signal))
      }),
      { numRuns: 12 },
    )
  })

  it('gives the same answer between two hubs of one airline, whichever way was asked first', async () => {
    const [there, back] = [toQuery('FRA', 'MUC', { maxStops: 0 }), toQuery('MUC', 'FRA', { maxStops: 0 })]
    const [one, other] = [createProvider(), createProvider()]
    const first = [await one.search(there, signal), await one.search(back, signal)]
    const second = [await other.search(back, signal), await other.search(there, signal)]
    expect(second.toReversed()).toEqual(first)
    expect(first.flat().some((offer) => legsOf(offer)[0]!.airline === 'Lufthansa')).toBe(true)
  })

  it('makes each offer again from its id', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, dates, async ([from, to], date) => {
        const offers = await provider.search(toQuery(from, to, { date, returnDate: addDays(date, 3), passengers: 2 }), signal)
        for (const offer of offers) expect(await provider.getOffer(offer.id, signal)).toEqual(offer)
      }),
      { numRuns: 30 },
    )
  })

  it('links nearly all large airports', async () => {
    const sample = fc.sample(fc.tuple(pairs, dates), { numRuns: 150, seed: 7 })
    const found = await Promise.all(sample.map(([[from, to], date]) => provider.search(toQuery(from, to, { date, limit: 1 }), signal)))
    expect(found.filter((offers) => offers.length === 0).length).toBeLessThan(10)
  })

  it('knows the way on famous routes', async () => {
    const [direct] = await provider.search(toQuery('LHR', 'JFK', { maxStops: 0 }), signal)
    expect(direct!.journeys[0].stops).toBe(0)
    expect(direct!.journeys[0].minutes).toBeGreaterThan(7 * 60)
    const airlines = (await provider.search(toQuery('CDG', 'FRA', { maxStops: 0 }), signal)).flatMap(legsOf).map(({ airline }) => airline)
    expect(new Set(airlines)).toEqual(new Set(['Air France', 'Lufthansa']))
  })

  it('flies east faster than west where the wind blows', async () => {
    const [west] = await provider.search(toQuery('LHR', 'JFK', { maxStops: 0 }), signal)
    const [east] = await provider.search(toQuery('JFK', 'LHR', { maxStops: 0 }), signal)
    expect(west!.journeys[0].minutes).toBeGreaterThan(east!.journeys[0].minutes + 15)
  })

  it('lasts as long across a change of clocks as on other days', async () => {
    const minutesOn = async (date: string) =>
      (await provider.search(toQuery('JFK', 'CDG', { date, maxStops: 0, sort: 'departure' }), signal))[0]!.journeys[0].minutes
    expect(await minutesOn('2027-03-13')).toBe(await minutesOn('2027-03-15'))
    expect(await minutesOn('2027-03-27')).toBe(await minutesOn('2027-03-30'))
  })

  it('sells nothing that leaves within the hour', async () => {
    const query = toQuery('JFK', 'LAX', { date: '2026-12-05', sort: 'departure' })
    const [first] = await provider.search(query, signal)
    const late = Date.parse(first!.journeys[0].departs) - 50 * minute
    const departures = (await createProvider(new Map(), late).search(query, signal)).map(({ journeys }) => Date.parse(journeys[0].departs))
    expect(departures.length).toBeGreaterThan(0)
    expect(Math.min(...departures)).toBeGreaterThan(late + hour)
  })

  it('asks more the week before than two months before', async () => {
    const early = createProvider(new Map(), Date.parse('2026-12-01'))
    const late = createProvider(new Map(), Date.parse('2027-01-28'))
    const [offer] = await early.search(toQuery('CDG', 'BCN', { date: '2027-02-02' }), signal)
    expect((await late.getOffer(offer!.id, signal))!.price.amount).toBeGreaterThan(1.4 * offer!.price.amount)
  })

  it('asks more for a better cabin', async () => {
    const [economy] = await provider.search(toQuery('LHR', 'JFK', { sort: 'price', maxStops: 0 }), signal)
    const [business] = await provider.search(toQuery('LHR', 'JFK', { sort: 'price', maxStops: 0, cabin: 'business' }), signal)
    expect(business!.price.amount).toBeGreaterThan(2 * economy!.price.amount)
  })

  it('leaves out flights that users have bought up', async () => {
    const [offer] = await provider.search(toQuery('LHR', 'JFK'), signal)
    const sold = new Map(offer!.seats.map(({ key, free }) => [key, free]))
    const ids = (await createProvider(sold).search(toQuery('LHR', 'JFK'), signal)).map(({ id }) => id)
    expect(ids).not.toContain(offer!.id)
    expect((await createProvider(sold).getOffer(offer!.id, signal))!.seatsLeft).toBe(0)
  })

  it('keeps to the wished order', async () => {
    const cheap = await provider.search(toQuery('BER', 'DPS', { sort: 'price' }), signal)
    expect(cheap.map(({ price }) => price.amount)).toEqual(cheap.map(({ price }) => price.amount).toSorted((a, b) => a - b))
    const early = await provider.search(toQuery('BER', 'DPS', { sort: 'departure' }), signal)
    const departures = early.map(({ journeys }) => Date.parse(journeys[0].departs))
    expect(departures).toEqual(departures.toSorted((a, b) => a - b))
  })

  it('knows no flights into closed airspace', async () => {
    expect(await provider.search(toQuery('WAW', 'KBP'), signal)).toEqual([])
  })

  it.each([
    ['a flight that there is not', 'Y1-LH1CDGJFK261205'],
    ['an unknown airport', 'Y1-LH1034QQQFRA261205'],
    ['a date that there is not', 'Y1-AF6761CDGJFK270231'],
    ['no passengers', 'Y0-AF6761CDGJFK270514'],
    ['an unknown cabin', 'Z1-AF6761CDGJFK270514'],
    ['something else', 'off_00009htYpSCXrwaB9DnUm0'],
    ['nothing', ''],
    ['many flights', `Y1-${Array.from({ length: 9 }, () => 'AF6761CDGJFK270514').join('_')}`],
  ])('does not make an offer from an id with %s', async (_what, id) => {
    expect(await provider.getOffer(id, signal)).toBeUndefined()
  })

  it('does not make an offer of flights that nobody can take one after the other', async () => {
    const [there] = await provider.search(toQuery('CDG', 'JFK', { maxStops: 0 }), signal)
    const [early] = await provider.search(toQuery('JFK', 'LAX', { maxStops: 0, sort: 'departure' }), signal)
    const legOf = (offer: Offer) => offer.id.slice(3)
    expect(await provider.getOffer(`Y1-${legOf(there!)}_${legOf(early!)}`, signal)).toBeUndefined()
    expect(await provider.getOffer(`Y1-${legOf(there!)}-${legOf(early!)}`, signal)).toBeUndefined()
  })

  it('answers any text with an offer or with none', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ maxLength: 60 }), async (id) => (await provider.getOffer(id, signal)) === undefined))
  })
})

/** Minutes: `-05:00` is -300. */
function toOffsetText(localTime: string): number {
  const minutes = Number(localTime.slice(-5, -3)) * 60 + Number(localTime.slice(-2))
  return localTime.at(-6) === '-' ? -minutes : minutes
}
