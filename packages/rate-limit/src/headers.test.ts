import { describe, expect, it } from 'vitest'
import { toRateLimitHeaders } from './index.ts'

describe('toRateLimitHeaders', () => {
  const limit = { requests: 60, seconds: 60 }

  it('names every policy and how it stands', () => {
    const standings = [
      { name: 'client', limit, remaining: 12, reset: 9 },
      { name: 'user', limit: { requests: 10, seconds: 1 }, remaining: 0, reset: 1 },
    ]
    expect(toRateLimitHeaders({ allowed: false, standings, retryAfter: 1 })).toEqual({
      'ratelimit-policy': '"client";q=60;w=60, "user";q=10;w=1',
      ratelimit: '"client";r=12;t=9, "user";r=0;t=1',
      'retry-after': '1',
    })
  })

  it('tells two names of one limit apart', () => {
    const toPolicy = (name: string) =>
      toRateLimitHeaders({ allowed: true, standings: [{ name, limit, remaining: 1, reset: 1 }] })['ratelimit-policy']
    expect([toPolicy('client'), toPolicy('user'), toPolicy('client')]).toEqual([
      '"client";q=60;w=60',
      '"user";q=60;w=60',
      '"client";q=60;w=60',
    ])
  })

  it('says nothing where nothing limits', () => {
    expect(toRateLimitHeaders({ allowed: true, standings: [] })).toEqual({})
  })
})
