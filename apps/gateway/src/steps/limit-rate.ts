import { AppError } from '@patchbay/plugin-kit'
import { toRateLimitHeaders, type Quota, type RateLimiter, type Verdict } from '@patchbay/rate-limit'
import type { Call, Step } from '../call.ts'
import { toAddressKey } from '../trusted-peers.ts'

export interface LimitRateOptions {
  limiter: RateLimiter
  /** Whether an address belongs to an AI host, whose callers are told apart by `openai-ephemeral-user-id`. */
  isAiHost: (address: string) => boolean
}

/** Counts the request against all its limits at once. Told in headers whether it is allowed or not. */
export function limitRate({ limiter, isAiHost }: LimitRateOptions): Step {
  return (ctx, next) => {
    const verdict = limiter.take(toQuotas(ctx, isAiHost))
    return verdict instanceof Promise ? verdict.then((settled) => apply(ctx, settled, next)) : apply(ctx, verdict, next)
  }
}

function apply(ctx: Call, verdict: Verdict, next: () => Promise<unknown>): Promise<unknown> {
  const headers = toRateLimitHeaders(verdict)
  for (const name in headers) ctx.state.headers.push(name, headers[name]!)
  if (verdict.allowed) return next()
  throw new AppError('too_many_requests', `Too many requests. Wait ${verdict.retryAfter} seconds.`)
}

function toQuotas(ctx: Call, isAiHost: (address: string) => boolean): Quota[] {
  const { principal, route, site, address } = ctx.state
  const { limits } = route!
  const { name: plugin } = site!
  if (principal!.kind === 'anonymous') {
    const caller = toAnonymousKey(ctx, isAiHost(address))
    return [
      { name: 'address', key: `address:${caller}`, limit: limits.address },
      { name: 'action', key: `action:${plugin}:${route!.name}:${caller}`, limit: limits.action },
    ]
  }
  const { client, user } = principal!
  const person = user?.id ?? client.id
  return [
    { name: 'client', key: `client:${client.id}`, limit: limits.client },
    { name: 'user', key: `user:${plugin}:${person}`, limit: limits.user },
    { name: 'action', key: `action:${plugin}:${route!.name}:${person}`, limit: limits.action },
  ]
}

/** AI hosts call for everybody from few addresses; there the daily id of the user is the better key. */
function toAnonymousKey(ctx: Call, isAiHost: boolean): string {
  const id = isAiHost ? ctx.req.headers['openai-ephemeral-user-id'] : undefined
  return typeof id === 'string' && /^[\w.-]{8,128}$/.test(id) ? `ephemeral:${id}` : toAddressKey(ctx.state.address)
}
