import type { Verdict } from './rate-limiter.ts'

/** `RateLimit-Policy`, `RateLimit` (IETF draft-ietf-httpapi-ratelimit-headers-10) and, when refused, `Retry-After` (RFC 9110 §10.2.3). */
export function toRateLimitHeaders(verdict: Verdict): Record<string, string> {
  let policies = ''
  let standings = ''
  for (const { name, limit, remaining, reset } of verdict.standings) {
    const comma = policies === '' ? '' : ', '
    policies += `${comma}"${name}";q=${limit.requests};w=${limit.seconds}`
    standings += `${comma}"${name}";r=${remaining};t=${reset}`
  }
  const headers: Record<string, string> = { 'ratelimit-policy': policies, ratelimit: standings }
  if (verdict.retryAfter !== undefined) headers['retry-after'] = String(verdict.retryAfter)
  return headers
}
