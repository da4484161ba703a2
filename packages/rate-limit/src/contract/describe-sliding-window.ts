import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Quota, RateLimiter, Verdict } from '../rate-limiter.ts'
import { slots } from '../slot-window.ts'
import { toQuota, type Clock, type LimiterSubject } from './limiter-subject.ts'

interface Step {
  /** Milliseconds since the step before. */
  wait: number
  /** Which of the quotas the request counts against. */
  chosen: boolean[]
  /** Whether a refused caller does as it is told, and comes again. */
  isObedient: boolean
}

/** Ten seconds at least: Redis expires keys by its own clock, which runs while the clock of the test stands. */
const limits = fc.record({ requests: fc.integer({ min: 1, max: 6 }), seconds: fc.integer({ min: 10, max: 60 }) })

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 8000 }), fc.integer({ min: 0, max: 90_000 })),
    chosen: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    isObedient: fc.boolean(),
  }),
  { minLength: 20, maxLength: 60 },
)

/** Random requests against up to three quotas, held against a log of what was let through. */
export function describeSlidingWindow({ create, runs }: LimiterSubject): void {
  it('holds no sliding window above a limit, refuses only for a full one, and keeps its word to who obeys', async () => {
    const property = fc.asyncProperty(fc.tuple(limits, limits, limits), steps, async (chosenLimits, sequence) => {
      const quotas = chosenLimits.map(({ requests, seconds }, index) => toQuota(`key-${index}`, requests, seconds))
      const clock: Clock = { time: 1_700_000_000_000 }
      await replay(create(clock), clock, quotas, sequence)
    })
    await fc.assert(property, { numRuns: runs })
  })
}

async function replay(limiter: RateLimiter, clock: Clock, quotas: readonly Quota[], sequence: readonly Step[]): Promise<void> {
  const log = new Map(quotas.map(({ key }) => [key, [] as number[]]))

  const take = async (chosen: readonly Quota[]) => {
    const counts = chosen.map((quota) => countPast(log.get(quota.key)!, clock.time, quota))
    const verdict = await limiter.take(chosen)
    check(verdict, counts)
    if (verdict.allowed) for (const { key } of chosen) log.get(key)!.push(clock.time)
    return verdict
  }

  for (const { wait, chosen, isObedient } of sequence) {
    clock.time += wait
    const mine = quotas.filter((_, index) => chosen[index])
    const verdict = await take(mine)
    if (verdict.allowed || !isObedient) continue
    clock.time += verdict.retryAfter! * 1000
    expect((await take(mine)).allowed).toBe(true)
  }
}

interface Count {
  limit: number
  /** In the window that ends now: what must not exceed the limit. */
  exact: number
  /** In a window longer by one slot: what may be counted at most. */
  most: number
}

function countPast(times: readonly number[], now: number, { limit }: Quota): Count {
  const window = limit.seconds * 1000
  const within = (length: number) => times.filter((time) => time > now - length).length
  return { limit: limit.requests, exact: within(window), most: within(window * (1 + 1 / slots)) }
}

function check(verdict: Verdict, counts: readonly Count[]): void {
  if (verdict.allowed) expect(counts.every(({ exact, limit }) => exact < limit)).toBe(true)
  else expect(counts.some(({ most, limit }) => most >= limit)).toBe(true)
  const own = verdict.allowed ? 1 : 0
  for (const [index, { remaining, reset }] of verdict.standings.entries()) {
    const { limit, exact, most } = counts[index]!
    expect(remaining).toBeLessThanOrEqual(limit - exact - own)
    expect(remaining).toBeGreaterThanOrEqual(limit - most - own)
    if (remaining < limit) expect(reset).toBeGreaterThanOrEqual(1)
  }
}
