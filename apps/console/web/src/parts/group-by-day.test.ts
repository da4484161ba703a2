import { describe, expect, it } from 'vitest'
import { groupByDay } from './group-by-day.ts'

const now = new Date(2027, 2, 10, 9, 30)
const at = (...date: [number, number, number, number?, number?]) => ({ updatedAt: new Date(...date).toISOString() })
const titles = (...things: { updatedAt: string }[]) => groupByDay(things, now).map(({ title, things: own }) => `${title} ${own.length}`)

describe('things by day', () => {
  it('change at midnight', () => {
    expect(titles(at(2027, 2, 10, 9, 29), at(2027, 2, 10, 0, 0))).toEqual(['Today 2'])
    expect(titles(at(2027, 2, 9, 23, 59), at(2027, 2, 9, 0, 0))).toEqual(['Yesterday 2'])
    expect(titles(at(2027, 2, 8, 23, 59), at(2027, 2, 3))).toEqual(['The last 7 days 2'])
  })

  it('go by the month when they are older', () => {
    const [month, first] = groupByDay([at(2027, 0, 20), at(2027, 0, 1), at(2026, 0, 20)], now)
    expect(month).toMatchObject({ things: [{}, {}] })
    expect(first).toMatchObject({ things: [{}] })
    expect(month!.title).toContain('2027')
    expect(first!.title).toContain('2026')
  })

  it('are today when another clock is ahead of this one', () => {
    expect(titles(at(2027, 2, 10, 9, 40))).toEqual(['Today 1'])
  })
})
