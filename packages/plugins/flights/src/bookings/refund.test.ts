import { describe, expect, it } from 'vitest'
import { day, hour } from '../time/zone.ts'
import { toRefund } from './refund.ts'

const departsAt = Date.UTC(2027, 4, 14, 12)

function refundAt(now: number, bookedAt: number): number {
  return toRefund({ amount: 10_001, bookedAt, departsAt, now })
}

describe('toRefund', () => {
  it('gives everything back within a day of booking', () => {
    expect(refundAt(departsAt - 30 * day, departsAt - 31 * day)).toBe(10_001)
    expect(refundAt(departsAt - 2 * day, departsAt - 2 * day - hour)).toBe(10_001)
  })

  it('gives less the later it is, in whole units', () => {
    const bookedAt = departsAt - 100 * day
    expect(refundAt(departsAt - 7 * day, bookedAt)).toBe(8_001)
    expect(refundAt(departsAt - 7 * day + 1, bookedAt)).toBe(5_001)
    expect(refundAt(departsAt - day, bookedAt)).toBe(5_001)
    expect(refundAt(departsAt - day + 1, bookedAt)).toBe(0)
  })

  it('gives nothing in the last day, even just after booking', () => {
    expect(refundAt(departsAt - 5 * hour, departsAt - 6 * hour)).toBe(0)
  })
})
