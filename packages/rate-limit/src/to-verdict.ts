import type { Standing, Verdict } from './rate-limiter.ts'

/** Of the quotas that refuse, the one that waits longest is named: after that the request passes all of them. */
export function toVerdict(allowed: boolean, standings: Standing[]): Verdict {
  if (allowed) return { allowed, standings }
  const denied = standings.filter(({ remaining }) => remaining === 0).reduce((left, right) => (right.reset > left.reset ? right : left))
  return { allowed, standings, denied, retryAfter: denied.reset }
}
