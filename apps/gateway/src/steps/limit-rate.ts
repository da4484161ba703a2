import { AppError } from '@patchbay/plugin-kit'
import { toRateLimitHeaders, type RateLimiter, type Verdict } from '@patchbay/rate-limit'
import type { Call, Step } from '../call.ts'
import { toActionQuotas, toCallerQuotas, toCounted, type BelievesId } from '../calls/quotas.ts'

export interface LimitRateOptions {
  limiter: RateLimiter
  /** Of `openai-ephemeral-user-id`. */
  believesId: BelievesId
}

/**
 * Counts the request against all its limits at once. Told in headers whether it is allowed or not. Where the body says which
 * action is meant, only who calls is counted here.
 */
export function limitRate({ limiter, believesId }: LimitRateOptions): Step {
  return (ctx, next) => {
    if (ctx.state.hop?.principal) return next()
    const route = ctx.state.route!
    const counted = toCounted(ctx, believesId)
    const quotas = toCallerQuotas(counted, route)
    const verdict = limiter.take(route.mcp ? quotas : [...quotas, ...toActionQuotas(counted, route, ctx.state.site!.name)])
    return verdict instanceof Promise ? verdict.then((settled) => apply(ctx, settled, next)) : apply(ctx, verdict, next)
  }
}

function apply(ctx: Call, verdict: Verdict, next: () => Promise<unknown>): Promise<unknown> {
  const headers = toRateLimitHeaders(verdict)
  for (const name in headers) ctx.state.headers.push(name, headers[name]!)
  if (verdict.allowed) return next()
  throw tooMany(verdict)
}

export function tooMany(verdict: Verdict): AppError {
  return new AppError('too_many_requests', `Too many requests. Wait ${verdict.retryAfter} seconds.`)
}
