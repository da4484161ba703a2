import { describe, expect, it } from 'vitest'
import { describeLimiter } from './contract/describe-limiter.ts'
import { toQuota, type Clock } from './contract/limiter-subject.ts'
import { createMemoryLimiter } from './index.ts'

describe('memory limiter', () => {
  describeLimiter({ create: (clock) => createMemoryLimiter({ now: () => clock.time }), runs: 300 })

  it('answers at once', () => {
    expect(createMemoryLimiter().take([toQuota('a', 1, 60)]).allowed).toBe(true)
  })

  it('refuses to keep no key at all', () => {
    expect(() => createMemoryLimiter({ maxKeys: 0 })).toThrow('maxKeys is 0. Keep at least one key.')
  })

  it('goes on refusing who has used up a limit, however many strangers come', () => {
    const { limiter } = startSmall()
    const mine = toQuota('mine', 5, 60)
    for (let index = 0; index < 5; index++) limiter.take([mine])
    for (let index = 0; index < 10_000; index++) limiter.take([toQuota(`stranger-${index}`, 5, 60)])
    expect(limiter.take([mine]).allowed).toBe(false)
  })

  it('remembers no more keys than it may', () => {
    const { limiter } = startSmall()
    const strangers = Array.from({ length: 1000 }, (_, index) => toQuota(`stranger-${index}`, 2, 60))
    for (const stranger of strangers) limiter.take([stranger])
    const remembered = strangers.toReversed().filter((stranger) => limiter.take([stranger]).standings[0]!.remaining === 0)
    expect(remembered.length).toBeGreaterThan(0)
    expect(remembered.length).toBeLessThanOrEqual(100)
  })

  it('gives the place of keys that no longer count to new ones before it forgets any that do', () => {
    const { clock, limiter } = startSmall()
    for (let index = 0; index < 100; index++) limiter.take([toQuota(`old-${index}`, 2, 60)])
    clock.time += 120_000
    const fresh = Array.from({ length: 100 }, (_, index) => toQuota(`fresh-${index}`, 2, 60))
    for (const quota of fresh) limiter.take([quota])
    expect(fresh.filter((quota) => limiter.take([quota]).standings[0]!.remaining === 0)).toHaveLength(100)
  })

  it('makes no place for a request that is refused', () => {
    const { limiter } = startSmall()
    const full = toQuota('full', 1, 60)
    const kept = Array.from({ length: 99 }, (_, index) => toQuota(`kept-${index}`, 2, 60))
    for (const quota of [full, ...kept]) limiter.take([quota])
    for (let index = 0; index < 1000; index++) limiter.take([full, toQuota(`new-${index}`, 2, 60)])
    expect(kept.filter((quota) => limiter.take([quota]).standings[0]!.remaining === 0)).toHaveLength(99)
  })
})

function startSmall() {
  const clock: Clock = { time: 1_700_000_000_000 }
  return { clock, limiter: createMemoryLimiter({ now: () => clock.time, maxKeys: 100 }) }
}
