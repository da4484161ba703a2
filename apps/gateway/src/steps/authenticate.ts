import type { Credentials, Principal } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import { toRateLimitHeaders, type Quota, type RateLimiter } from '@patchbay/rate-limit'
import type { Call, Step } from '../call.ts'
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
    await take(ctx, limiter, { name: 'checks', limit: checks })
    const principal = credential && (await credentials.verify(credential))
    return principal ? admit(ctx, principal, next) : refuseFailure(ctx, limiter)
  }

  return (ctx, next) => {
    const header = ctx.req.headers.authorization
    if (header === undefined) return admit(ctx, anonymous, next)
    const credential = /^bearer ([\w.~+/-]{1,4096}=*)$/i.exec(header)?.[1]
    const known = credential && credentials.recall(credential)
    return known ? admit(ctx, known, next) : verify(ctx, credential, next)
  }
}

function admit(ctx: Call, principal: Principal, next: () => Promise<unknown>): Promise<unknown> {
  ctx.state.principal = principal
  checkAccess(ctx, principal)
  return next()
}

async function refuseFailure(ctx: Call, limiter: RateLimiter): Promise<never> {
  await take(ctx, limiter, { name: 'failures', limit: failures })
  throw challenge(ctx, 'The key is not valid. It may be mistyped, revoked or expired.', 'invalid_token')
}

async function take(ctx: Call, limiter: RateLimiter, { name, limit }: Pick<Quota, 'name' | 'limit'>): Promise<void> {
  const verdict = await limiter.take([{ name, key: `${name}:${toAddressKey(ctx.state.address)}`, limit }])
  if (verdict.allowed) return
  throw new AppError('too_many_requests', 'Too many wrong keys from this address. Wait, then try a good one.', {
    headers: toRateLimitHeaders(verdict),
  })
}

function checkAccess(ctx: Call, principal: Principal): void {
  const { site, route } = ctx.state
  if (principal.plugins !== null && !principal.plugins.has(site!.name))
    throw challenge(ctx, `This credential is not for ${site!.name}.`, 'invalid_token')
  const { auth, oauth } = route!
  if (auth === 'none') return
  if (principal.kind === 'anonymous')
    throw challenge(ctx, `${route!.name} needs a credential: sign in, or send a key as Authorization: Bearer.`)
  if (principal.client.kind === 'oauth' && !(oauth && principal.scopes.includes(oauth.scope))) throw refuseScope(ctx)
  if (auth !== 'service' && !principal.user)
    throw new AppError('forbidden', `${route!.name} acts for a person, and this is the key of a service. Use a user key.`)
}

/** RFC 6750 §3: no error code when no credential was sent. */
function challenge(ctx: Call, message: string, code?: string): AppError {
  return new AppError('unauthorized', message, { headers: { 'www-authenticate': toChallenge(ctx, code) } })
}

/** RFC 6750 §3.1: the person may allow more, so the client is told what to ask for. */
function refuseScope(ctx: Call): AppError {
  const { oauth, name } = ctx.state.route!
  if (!oauth) return new AppError('forbidden', `${name} takes keys only. Use a key of this Patchbay.`)
  return new AppError('insufficient_scope', `${name} needs the scope ${oauth.scope}. Sign in again and allow it.`, {
    headers: { 'www-authenticate': toChallenge(ctx, 'insufficient_scope') },
  })
}

/** With where to read how to sign in (RFC 9728 §5.1), where that is possible. */
function toChallenge(ctx: Call, code: string | undefined): string {
  const { oauth } = ctx.state.route!
  const parts = [`Bearer realm="${ctx.state.site!.name}"`]
  if (code) parts.push(`error="${code}"`)
  if (oauth) parts.push(`scope="${oauth.scope}"`, `resource_metadata="${oauth.metadata}"`)
  return parts.join(', ')
}
