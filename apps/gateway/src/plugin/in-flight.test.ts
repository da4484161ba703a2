import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createInFlight } from './in-flight.ts'

describe('calls in flight', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(async () => {
    // The one timer of all calls ends itself when there are none.
    await vi.advanceTimersByTimeAsync(400)
    vi.useRealTimers()
  })

  async function giveUp(inFlight: ReturnType<typeof createInFlight>, answer: Promise<unknown>): Promise<void> {
    using slot = inFlight.enter(100)
    const raced = slot.race(answer)
    await Promise.all([expect(raced).rejects.toMatchObject({ code: 'timeout' }), vi.advanceTimersByTimeAsync(400)])
  }

  it('are refused beyond fifty, and have room again when one ends', () => {
    const inFlight = createInFlight('probe')
    const slots = Array.from({ length: 50 }, () => inFlight.enter(1000))
    expect(() => inFlight.enter(1000)).toThrow('probe is busy')
    slots[0]![Symbol.dispose]()
    slots[0] = inFlight.enter(1000)
    for (const slot of slots) slot[Symbol.dispose]()
  })

  it('keep their place after they were given up, until the plugin is done with them', async () => {
    const inFlight = createInFlight('probe')
    const late = Array.from({ length: 50 }, () => Promise.withResolvers<void>())
    await Promise.all(late.map(({ promise }) => giveUp(inFlight, promise)))
    expect(() => inFlight.enter(1000)).toThrow('probe is busy')
    late[0]!.resolve()
    await vi.advanceTimersByTimeAsync(0)
    inFlight.enter(1000)[Symbol.dispose]()
  })

  it('lose it a minute later, whatever the plugin does', async () => {
    const inFlight = createInFlight('probe')
    await Promise.all(Array.from({ length: 50 }, () => giveUp(inFlight, new Promise(() => undefined))))
    await vi.advanceTimersByTimeAsync(60_000)
    inFlight.enter(1000)[Symbol.dispose]()
  })
})
