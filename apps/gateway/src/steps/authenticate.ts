import type { Credentials, Principal } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { RateLimiter } from '@patchbay/rate-limit'
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

/** Finds out who calls (RFC 6750 §2.1: the header only) and whether they may call this route at all. */
export function authenticate(credentials: Credentials, limiter: RateLimiter): Step {
  const verify = async (ctx: Call, credential: string | undefined, next: () => Promise<unknown>) => {
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
  const key = `failures:${toAddressKey(ctx.state.address)}`
  const verdict = await limiter.take([{ name: 'failures', key, limit: failures }])
  if (verdict.allowed) throw challenge(ctx, 'The key is not valid. It may be mistyped, revoked or expired.', 'invalid_token')
  throw new AppError('too_many_requests', 'Too many wrong keys from this address. Wait, then try a good one.', {
    headers: { 'retry-after': String(verdict.retryAfter ?? 60) },
  })
}

function checkAccess(ctx: Call, principal: Principal): void {
  const { site, route } = ctx.state
  if (principal.plugins !== null && !principal.plugins.has(site!.name))
    throw challenge(ctx, `This key is not for ${site!.name}.`, 'invalid_token')
  const { auth } = route!
  if (auth === 'none') return
  if (principal.kind === 'anonymous') throw challenge(ctx, `${route!.name} needs a key: send Authorization: Bearer followed by it.`)
  if (auth !== 'service' && !principal.user)
    throw new AppError('forbidden', `${route!.name} acts for a person, and this is the key of a service. Use a user key.`)
}

/** RFC 6750 §3: no error code when no credential was sent. */
function challenge(ctx: Call, message: string, code?: string): AppError {
  const realm = `Bearer realm="${ctx.state.site!.name}"`
  return new AppError('unauthorized', message, { headers: { 'www-authenticate': code ? `${realm}, error="${code}"` : realm } })
}
