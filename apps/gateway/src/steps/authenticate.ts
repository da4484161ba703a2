import type { Credentials, Principal } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import { toRateLimitHeaders, type Quota, type RateLimiter } from '@patchbay/rate-limit'
import type { Call, Step } from '../call.ts'
import { challenge, checkAudience, checkRights, type Access } from '../calls/check-access.ts'
import { toAddressKey } from '../trusted-peers.ts'

const anonymous: Principal = {
  kind: 'anonymous',
  client: { id: 'anonymous', kind: 'anonymous' },
  user: undefined,
  scopes: [],
  plugins: null,
}

/** At most so many wrong credentials from one address; a good one still passes, since AI hosts share addresses. */
const failures = { requests: 30, seconds: 60 }

/** Credentials that are not remembered cost a look into the database: so many from one address, good or wrong. */
const checks = { requests: 600, seconds: 60 }

/** Finds out who calls (RFC 6750 §2.1: the header only) and whether they may call this route at all. */
export function authenticate(credentials: Credentials, limiter: RateLimiter): Step {
  const verify = async (ctx: Call, credential: string | undefined, next: () => Promise<unknown>) => {
    const beforeAsking = () => take(ctx, limiter, { name: 'checks', limit: checks })
    const principal = credential && (await credentials.verify(credential, beforeAsking))
    return principal ? admit(ctx, principal, next) : refuseFailure(ctx, limiter)
  }

  return (ctx, next) => {
    const { hop } = ctx.state
    if (hop?.principal) return admit(ctx, hop.principal, next)
    const header = ctx.req.headers.authorization
    if (header === undefined) return admit(ctx, anonymous, next)
    const credential = /^bearer ([\w.~+/-]{1,4096}=*)$/i.exec(header)?.[1]
    const known = credential && credentials.recall(credential)
    return known ? admit(ctx, known, next) : verify(ctx, credential, next)
  }
}

function admit(ctx: Call, principal: Principal, next: () => Promise<unknown>): Promise<unknown> {
  ctx.state.principal = principal
  const route = ctx.state.route!
  if (route.mcp) route.mcp.checkCaller(principal)
  else {
    const access = toAccess(ctx)
    checkAudience(principal, access)
    checkRights(principal, access)
  }
  return next()
}

function toAccess(ctx: Call): Access {
  const { auth, oauth, name } = ctx.state.route!
  return { auth, oauth, name, realm: ctx.state.site!.name }
}

async function refuseFailure(ctx: Call, limiter: RateLimiter): Promise<never> {
  await take(ctx, limiter, { name: 'failures', limit: failures })
  throw challenge(toAccess(ctx), 'The key is not valid. It may be mistyped, revoked or expired.', 'invalid_token')
}

async function take(ctx: Call, limiter: RateLimiter, { name, limit }: Pick<Quota, 'name' | 'limit'>): Promise<void> {
  const verdict = await limiter.take([{ name, key: `${name}:${toAddressKey(ctx.state.address)}`, limit }])
  if (verdict.allowed) return
  throw new AppError('too_many_requests', 'Too many wrong keys from this address. Wait, then try a good one.', {
    headers: toRateLimitHeaders(verdict),
  })
}
