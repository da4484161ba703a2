import { describe, expect, it } from 'vitest'
import type { Quota } from '../rate-limiter.ts'
import { describeSlidingWindow } from './describe-sliding-window.ts'
import { toQuota, type Clock, type LimiterSubject } from './limiter-subject.ts'

/** What every store of limits must do. */
export function describeLimiter({ create, runs }: LimiterSubject): void {
  const start = () => {
    const clock: Clock = { time: 1_700_000_000_000 }
    return { clock, limiter: create(clock) }
  }

  describe('a burst', () => {
    it('passes up to exactly the limit', async () => {
      const { limiter } = start()
      const verdicts = await Promise.all(Array.from({ length: 200 }, async () => limiter.take([toQuota('a', 50, 60)])))
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(50)
    })

    it('is refused with the name of the limit, and when to come again', async () => {
      const { limiter } = start()
      await limiter.take([toQuota('a', 1, 60)])
      const refused = await limiter.take([toQuota('a', 1, 60)])
      expect(refused).toMatchObject({ allowed: false, denied: { name: 'client', remaining: 0, reset: refused.retryAfter } })
      expect(refused.retryAfter).toBeGreaterThanOrEqual(60)
      expect(refused.retryAfter).toBeLessThanOrEqual(63)
    })

    it('says after each request how many more fit', async () => {
      const { limiter } = start()
      expect((await limiter.take([toQuota('a', 2, 60)])).standings).toMatchObject([{ name: 'client', remaining: 1 }])
      expect((await limiter.take([toQuota('a', 2, 60)])).standings).toMatchObject([{ remaining: 0 }])
    })
  })

  describe('several quotas', () => {
    it('are all taken or none', async () => {
      const { limiter } = start()
      const [wide, narrow] = [toQuota('wide', 100, 60), toQuota('narrow', 1, 60, 'action')]
      await limiter.take([wide, narrow])
      const refused = await limiter.take([wide, narrow, toQuota('new', 5, 60, 'user')])
      expect(refused).toMatchObject({
        denied: { name: 'action' },
        standings: [{ remaining: 99 }, { remaining: 0 }, { remaining: 5, reset: 0 }],
      })
      expect((await limiter.take([wide])).standings).toMatchObject([{ remaining: 98 }])
    })

    it('name the one that makes the caller wait longest', async () => {
      const { limiter } = start()
      const quotas = [toQuota('a', 1, 2, 'short'), toQuota('b', 1, 600, 'long'), toQuota('c', 1, 60, 'middle')]
      await limiter.take(quotas)
      expect((await limiter.take(quotas)).denied?.name).toBe('long')
    })

    it('count one key in windows of different lengths apart', async () => {
      const { limiter } = start()
      const quotas = [toQuota('a', 10, 1, 'burst'), toQuota('a', 3, 3600, 'hour')]
      expect((await limiter.take(quotas)).standings).toMatchObject([{ remaining: 9 }, { remaining: 2 }])
      await limiter.take(quotas)
      await limiter.take(quotas)
      expect((await limiter.take(quotas)).denied?.name).toBe('hour')
    })

    it('may be none', async () => {
      expect(await start().limiter.take([])).toEqual({ allowed: true, standings: [] })
    })
  })

  it('keeps keys apart', async () => {
    const { limiter } = start()
    await limiter.take([toQuota('one', 1, 60)])
    expect((await limiter.take([toQuota('other', 1, 60)])).allowed).toBe(true)
    expect((await limiter.take([toQuota('one', 1, 60)])).allowed).toBe(false)
  })

  it('counts a day', async () => {
    const { clock, limiter } = start()
    await limiter.take([toQuota('a', 1, 86_400)])
    clock.time += 86_399_000
    const refused = await limiter.take([toQuota('a', 1, 86_400)])
    expect(refused.allowed).toBe(false)
    clock.time += refused.retryAfter! * 1000
    expect((await limiter.take([toQuota('a', 1, 86_400)])).allowed).toBe(true)
  })

  it('says the truth to a caller whose limit was higher before', async () => {
    const { clock, limiter } = start()
    for (let index = 0; index < 6; index++) {
      await limiter.take([toQuota('a', 6, 60)])
      clock.time += 6000
    }
    const refused = await limiter.take([toQuota('a', 2, 60)])
    clock.time += refused.retryAfter! * 1000 - 4000
    expect((await limiter.take([toQuota('a', 2, 60)])).allowed).toBe(false)
    clock.time += 4000
    expect((await limiter.take([toQuota('a', 2, 60)])).allowed).toBe(true)
  })

  it('forgets nothing when the clock steps back a little', async () => {
    const { clock, limiter } = start()
    await limiter.take([toQuota('a', 2, 60)])
    clock.time -= 20_000
    expect((await limiter.take([toQuota('a', 2, 60)])).allowed).toBe(true)
    expect((await limiter.take([toQuota('a', 2, 60)])).allowed).toBe(false)
  })

  it('refuses a limit that is not of whole numbers, at least 1', async () => {
    const take = async (quota: Quota) => start().limiter.take([quota])
    await expect(take(toQuota('a', 0, 60))).rejects.toThrow(RangeError)
    await expect(take(toQuota('a', 1.5, 60))).rejects.toThrow("can't be counted. Both are whole numbers, at least 1.")
    await expect(take(toQuota('a', 1, 0))).rejects.toThrow(RangeError)
    await expect(take(toQuota('a', 1, 2.5))).rejects.toThrow(RangeError)
    await expect(take(toQuota('a', Number.NaN, 60))).rejects.toThrow(RangeError)
  })

  describeSlidingWindow({ create, runs })
}
