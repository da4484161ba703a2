import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toInstant, toLocalTime, toOffsetText } from './local-time.ts'
import { findOpening, isOpen, parseOpeningHours } from './opening-hours.ts'

const berlin = 'Europe/Berlin'
const newYork = 'America/New_York'

describe('isOpen', () => {
  it('opens at the first minute and closes at the last, in local time', () => {
    const hours = parseOpeningHours('Mo-Fr 11:00-22:00')
    const monday = { year: 2026, month: 11, day: 23 }
    expect(isOpen(hours, berlin, toInstant(monday, 659, berlin))).toBe(false)
    expect(isOpen(hours, berlin, toInstant(monday, 660, berlin))).toBe(true)
    expect(isOpen(hours, berlin, toInstant(monday, 1319, berlin))).toBe(true)
    expect(isOpen(hours, berlin, toInstant(monday, 1320, berlin))).toBe(false)
    expect(isOpen(hours, newYork, toInstant(monday, 660, berlin))).toBe(false)
  })

  it('counts the hours past midnight to the evening before', () => {
    const hours = parseOpeningHours('Fr 18:00-03:00')
    expect(isOpen(hours, berlin, new Date('2026-11-28T02:59:00+01:00'))).toBe(true)
    expect(isOpen(hours, berlin, new Date('2026-11-28T03:00:00+01:00'))).toBe(false)
    expect(isOpen(hours, berlin, new Date('2026-11-27T02:00:00+01:00'))).toBe(false)
  })

  it('closes past midnight from Sunday to Monday', () => {
    const hours = parseOpeningHours('Su 18:00-02:00')
    expect(isOpen(hours, berlin, new Date('2026-11-23T01:30:00+01:00'))).toBe(true)
  })

  it('pauses between lunch and dinner', () => {
    const hours = parseOpeningHours('Mo 12:00-14:30 18:00-22:00')
    expect(isOpen(hours, berlin, new Date('2026-11-23T14:29:00+01:00'))).toBe(true)
    expect(isOpen(hours, berlin, new Date('2026-11-23T15:00:00+01:00'))).toBe(false)
    expect(isOpen(hours, berlin, new Date('2026-11-23T18:00:00+01:00'))).toBe(true)
  })

  it('does not open a second time when the clock goes back', () => {
    const hours = parseOpeningHours('Sa 18:00-02:30')
    expect(isOpen(hours, berlin, new Date('2026-10-25T02:29:00+02:00'))).toBe(true)
    expect(isOpen(hours, berlin, new Date('2026-10-25T02:31:00+02:00'))).toBe(false)
    expect(isOpen(hours, berlin, new Date('2026-10-25T02:15:00+01:00'))).toBe(false)
  })

  it('stays open through the hour that is skipped', () => {
    const hours = parseOpeningHours('Sa 18:00-04:00')
    expect(isOpen(hours, newYork, new Date('2027-03-14T01:59:00-05:00'))).toBe(true)
    expect(isOpen(hours, newYork, new Date('2027-03-14T03:59:00-04:00'))).toBe(true)
    expect(isOpen(hours, newYork, new Date('2027-03-14T04:00:00-04:00'))).toBe(false)
  })
})

describe('findOpening', () => {
  it('tells when a closed kitchen opens next', () => {
    const opening = findOpening(parseOpeningHours('Tu-Su 17:00-23:00'), berlin, new Date('2026-11-23T12:00:00+01:00'))
    expect(opening!.from).toEqual(new Date('2026-11-24T17:00:00+01:00'))
  })

  it('joins what follows without a gap', () => {
    const opening = findOpening(parseOpeningHours('Mo 09:00-24:00; Tu 00:00-04:00'), berlin, new Date('2026-11-23T12:00:00+01:00'))
    expect(opening!.until).toEqual(new Date('2026-11-24T04:00:00+01:00'))
  })

  it('keeps the local opening time across a change of the clock', () => {
    const opening = findOpening(parseOpeningHours('Su 11:00-20:00'), newYork, new Date('2027-03-13T12:00:00-05:00'))
    expect(toOffsetText(opening!.from, newYork)).toBe('2027-03-14T11:00:00-04:00')
  })

  it('finds nothing where it never opens', () => {
    expect(findOpening([[], [], [], [], [], [], []], berlin, new Date('2026-11-23T12:00:00Z'))).toBeUndefined()
  })

  it('agrees with isOpen at any instant, for any hours', () => {
    const week = fc.array(fc.array(fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 })), { maxLength: 2 }), {
      minLength: 7,
      maxLength: 7,
    })
    const zone = fc.constantFrom(berlin, newYork, 'Asia/Tokyo', 'Europe/London')
    fc.assert(
      fc.property(
        week,
        zone,
        fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        (spans, timeZone, instant) => {
          const hours = spans.map((day) => day.map(([from, length]) => [from, from + length] as const))
          const opening = findOpening(hours, timeZone, instant)
          expect(opening !== undefined && opening.from <= instant).toBe(isOpen(hours, timeZone, instant))
          if (opening) expect(isOpen(hours, timeZone, opening.from > instant ? opening.from : instant)).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('parseOpeningHours', () => {
  it('reads days, ranges, several times a day and 24:00', () => {
    const hours = parseOpeningHours('Mo,We 09:00-24:00; Fr-Su 12:00-14:00 22:00-02:00')
    expect(hours[0]).toEqual([[540, 1440]])
    expect(hours[1]).toEqual([])
    expect(hours[6]).toEqual([
      [720, 840],
      [1320, 1560],
    ])
  })

  it('refuses what it can not read', () => {
    expect(() => parseOpeningHours('Xx 09:00-10:00')).toThrow('Xx')
    expect(() => parseOpeningHours('Mo 9-10')).toThrow('9-10')
    expect(() => parseOpeningHours('Mo')).toThrow('no times')
    expect(() => parseOpeningHours('Mo 25:00-26:00')).toThrow('25:00')
  })
})

describe('local time', () => {
  it('takes the first of an hour that comes twice and counts on where one is skipped', () => {
    expect(toInstant({ year: 2026, month: 10, day: 25 }, 150, berlin)).toEqual(new Date('2026-10-25T02:30:00+02:00'))
    expect(toInstant({ year: 2027, month: 3, day: 28 }, 150, berlin)).toEqual(new Date('2027-03-28T03:30:00+02:00'))
  })

  it('comes back to where it started, in every zone and season', () => {
    const zone = fc.constantFrom(berlin, newYork, 'Asia/Tokyo', 'Europe/London', 'America/Los_Angeles')
    fc.assert(
      fc.property(zone, fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }), (timeZone, instant) => {
        expect(new Date(toOffsetText(instant, timeZone)).getTime()).toBe(Math.floor(instant.getTime() / 1000) * 1000)
        const local = toLocalTime(instant, timeZone)
        const again = toLocalTime(toInstant(local, local.minute, timeZone), timeZone)
        expect(again).toEqual(local)
      }),
    )
  })
})
