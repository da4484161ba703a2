import type { Limit, Verdict } from './rate-limiter.ts'

/** A limit is written once, not for each request. */
const policies = new WeakMap<Limit, { name: string; text: string }>()

/** `RateLimit-Policy`, `RateLimit` (IETF draft-ietf-httpapi-ratelimit-headers-10) and, when refused, `Retry-After` (RFC 9110 §10.2.3). */
export function toRateLimitHeaders(verdict: Verdict): Record<string, string> {
  if (verdict.standings.length === 0) return {}
  let policy = ''
  let standing = ''
  for (const { name, limit, remaining, reset } of verdict.standings) {
    const comma = policy === '' ? '' : ', '
    policy += comma + toPolicy(name, limit)
    standing += `${comma}"${name}";r=${remaining};t=${reset}`
  }
  const headers: Record<string, string> = { 'ratelimit-policy': policy, ratelimit: standing }
  if (verdict.retryAfter !== undefined) headers['retry-after'] = String(verdict.retryAfter)
  return headers
}

function toPolicy(name: string, limit: Limit): string {
  const known = policies.get(limit)
  if (known?.name === name) return known.text
  const text = `"${name}";q=${limit.requests};w=${limit.seconds}`
  policies.set(limit, { name, text })
  return text
}
