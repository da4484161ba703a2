import { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../call.ts'
import { toAddressKey } from '../trusted-peers.ts'
import type { Authorization } from './authorization.ts'

/**
 * Counts a try to sign in before the password is looked at, right or wrong.
 *
 * @throws AppError `too_many_requests`
 */
export async function countTry(ctx: Call, { limiter }: Authorization, email: string): Promise<void> {
  const address = toAddressKey(ctx.state.address)
  const person = email.trim().toLowerCase().slice(0, 254)
  const toQuota = (key: string, requests: number) => ({ name: 'sign-in', key: `sign-in:${key}`, limit: { requests, seconds: 300 } })
  // Few for one person from one address; more for the person from everywhere, so that nobody can lock another out by trying.
  const verdict = await limiter.take([
    toQuota(`${address}:${person}`, 10),
    toQuota(`address:${address}`, 60),
    toQuota(`person:${person}`, 100),
  ])
  if (!verdict.allowed) {
    throw new AppError('too_many_requests', 'Too many tries to sign in. Wait a few minutes, then try again.', {
      headers: { 'retry-after': String(verdict.retryAfter ?? 300) },
    })
  }
}
