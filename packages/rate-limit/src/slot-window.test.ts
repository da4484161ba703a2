import { describe, expect, it } from 'vitest'
import { createGcra } from './__fixtures__/gcra.ts'
import { createMemoryLimiter } from './index.ts'

const limit = { requests: 60, seconds: 60 }

/** The numbers of docs/decisions/001-sliding-windows.md: a client that asks for all it can get, for an hour. */
describe('a window of slots, beside GCRA', () => {
  it('passes the whole limit at once, never more in any window, and 95 % of it for ever', () => {
    let time = 0
    const limiter = createMemoryLimiter({ now: () => time })
    const ask = (at: number) => {
      time = at
      return limiter.take([{ name: 'client', key: 'greedy', limit }]).allowed
    }
    expect(press(ask)).toEqual({ burst: 60, worst: 60, perMinute: 57 })
  })

  it('is needed, because GCRA with the limit as its burst passes twice as much', () => {
    expect(press(createGcra(limit, 60))).toEqual({ burst: 60, worst: 119, perMinute: 60 })
  })

  it('is needed, because GCRA with a smaller burst refuses bursts', () => {
    expect(press(createGcra(limit, 30))).toEqual({ burst: 30, worst: 89, perMinute: 60 })
    expect(press(createGcra(limit, 1))).toEqual({ burst: 1, worst: 60, perMinute: 60 })
  })
})

/** What is let through: at the first moment, in the worst sliding window, and per minute, over the time of fifty windows with their last slots. */
function press(ask: (time: number) => boolean): { burst: number; worst: number; perMinute: number } {
  const passed: number[] = []
  for (let time = 0; time < 3_600_000; time += 50) {
    while (ask(time)) passed.push(time)
  }
  const within = (start: number, length: number) => passed.filter((time) => time >= start && time < start + length).length
  return {
    burst: within(0, 1),
    worst: Math.max(...passed.map((start) => within(start, 60_000))),
    perMinute: Math.round(within(450_000, 3_150_000) / 52.5),
  }
}
