import { AppError } from '@patchbay/plugin-kit'
import type { RateLimiter } from '@patchbay/rate-limit'
import type { Call } from '../call.ts'
import { toAddressKey } from '../trusted-peers.ts'

/** The forms of our own pages are sent from our own pages only; the cookies of a sign-in are `SameSite` besides. */
export function refuseForeignForm(ctx: Call, own: string): void {
  const { origin } = ctx.req.headers
  const site = ctx.req.headers['sec-fetch-site']
  // Browsers name no origin for forms of a page that sends no referrer, but say whether it is the same.
  const isForeign = site === undefined ? origin !== undefined && origin !== own : site !== 'same-origin'
  if (isForeign) throw new AppError('forbidden', 'This form was sent from another site. Open the page anew and send it from there.')
}

/** Generous for everybody behind one address, tight for registrations, which stay. */
export async function countRequest(ctx: Call, limiter: RateLimiter): Promise<void> {
  const address = toAddressKey(ctx.state.address)
  const isRegistration = ctx.state.path === '/oauth/register'
  const verdict = await limiter.take([
    isRegistration
      ? { name: 'register', key: `register:${address}`, limit: { requests: 60, seconds: 3600 } }
      : { name: 'auth', key: `auth:${address}`, limit: { requests: 1200, seconds: 60 } },
  ])
  if (!verdict.allowed)
    throw new AppError('too_many_requests', 'Too many requests. Wait a while, then try again.', {
      headers: { 'retry-after': String(verdict.retryAfter ?? 60) },
    })
}
