import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hour, minute, toInstant, toLocalDate, toLocalTime, toOffset } from './zone.ts'

describe('toInstant', () => {
  it('knows winter and summer time', () => {
    expect(new Date(toInstant('Europe/Paris', '2027-01-15', 600)).toISOString()).toBe('2027-01-15T09:00:00.000Z')
    expect(new Date(toInstant('Europe/Paris', '2027-07-15', 600)).toISOString()).toBe('2027-07-15T08:00:00.000Z')
  })

  it('moves a time that the clocks leave out to after the jump', () => {
    // 28 March 2027: 02:00 becomes 03:00 in Berlin; 02:30 does not exist.
    const instant = toInstant('Europe/Berlin', '2027-03-28', 150)
    expect(toLocalTime('Europe/Berlin', instant)).toBe('2027-03-28T03:30:00+02:00')
  })

  it('takes the first of two equal times', () => {
    // 31 October 2027: 03:00 becomes 02:00 in Berlin; 02:30 comes twice.
    const instant = toInstant('Europe/Berlin', '2027-10-31', 150)
    expect(toLocalTime('Europe/Berlin', instant)).toBe('2027-10-31T02:30:00+02:00')
    expect(toLocalTime('Europe/Berlin', instant + hour)).toBe('2027-10-31T02:30:00+01:00')
  })

  it('is right just before and just after a change', () => {
    expect(toLocalTime('America/New_York', toInstant('America/New_York', '2027-03-14', 119))).toBe('2027-03-14T01:59:00-05:00')
    expect(toLocalTime('America/New_York', toInstant('America/New_York', '2027-03-14', 180))).toBe('2027-03-14T03:00:00-04:00')
    expect(toLocalTime('Australia/Lord_Howe', toInstant('Australia/Lord_Howe', '2027-10-03', 150))).toBe('2027-10-03T02:30:00+11:00')
  })

  it('knows offsets of quarter hours and zones without summer time', () => {
    expect(toOffset('Asia/Kathmandu', Date.UTC(2027, 0, 1))).toBe(345)
    expect(toOffset('America/St_Johns', Date.UTC(2027, 6, 1))).toBe(-150)
    expect(toOffset('Etc/UTC', Date.UTC(2027, 6, 1))).toBe(0)
    expect(toOffset('America/Phoenix', Date.UTC(2027, 6, 1))).toBe(-420)
  })

  it('crosses the date line', () => {
    const instant = toInstant('Pacific/Auckland', '2027-01-01', 60)
    expect(toLocalDate('Pacific/Honolulu', instant)).toBe('2026-12-31')
  })

  it('gives back the same local time wherever that time exists', () => {
    const zones = fc.constantFrom(
      'Europe/London',
      'America/Santiago',
      'Africa/Cairo',
      'Asia/Beirut',
      'Pacific/Chatham',
      'America/Havana',
      'Asia/Tokyo',
    )
    const days = fc.integer({ min: 0, max: 800 }).map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10))
    fc.assert(
      fc.property(zones, days, fc.integer({ min: 4 * 60, max: 1439 }), (zone, date, minutes) => {
        const expected = new Date(Date.parse(date) + minutes * minute).toISOString().slice(0, 19)
        expect(toLocalTime(zone, toInstant(zone, date, minutes)).slice(0, 19)).toBe(expected)
      }),
    )
  })
})
