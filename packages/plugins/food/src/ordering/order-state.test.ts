import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCancellable, orderStates, toOrderState, toTimeline } from './order-state.ts'

const at = (minute: number) => new Date(Date.UTC(2027, 2, 5, 18, minute))
const times = { placedAt: at(0), kitchenStartsAt: at(3), leavesAt: at(18), arrivesAt: at(25), cancelledAt: null }

describe('toOrderState', () => {
  it('moves on exactly at its times', () => {
    expect([0, 2, 3, 17, 18, 24, 25, 59].map((minute) => toOrderState(times, at(minute)))).toEqual([
      'accepted',
      'accepted',
      'preparing',
      'preparing',
      'on_the_way',
      'on_the_way',
      'delivered',
      'delivered',
    ])
  })

  it('stays cancelled', () => {
    expect(toOrderState({ ...times, cancelledAt: at(1) }, at(59))).toBe('cancelled')
  })

  it('never goes back', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), (minute, later) => {
        const rank = (value: number) => orderStates.indexOf(toOrderState(times, at(value)))
        expect(rank(minute + later)).toBeGreaterThanOrEqual(rank(minute))
      }),
    )
  })
})

describe('isCancellable', () => {
  it('ends when the kitchen starts, or when it is cancelled', () => {
    expect(isCancellable(times, at(2))).toBe(true)
    expect(isCancellable(times, at(3))).toBe(false)
    expect(isCancellable({ ...times, cancelledAt: at(1) }, at(2))).toBe(false)
  })
})

describe('toTimeline', () => {
  it('agrees with the state at each of its times', () => {
    expect(toTimeline(times).map(({ at: instant }) => toOrderState(times, instant))).toEqual(toTimeline(times).map(({ state }) => state))
  })

  it('ends with the cancellation', () => {
    expect(toTimeline({ ...times, cancelledAt: at(1) }).map(({ state }) => state)).toEqual(['accepted', 'cancelled'])
  })
})
