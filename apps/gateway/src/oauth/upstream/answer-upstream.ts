import { readCookie, toCookie, type Upstream } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { Call } from '../../call.ts'
import { toNextPage } from '../accounts/next-page.ts'
import type { Authorization } from '../authorization.ts'
import { countTry } from '../count-try.ts'
import { toMessagePage } from '../pages/message-page.ts'
import { sendHtml } from '../send-html.ts'
import { seeOther } from '../sign-in-form.ts'
import { findPerson } from './find-person.ts'
import { sealSignIn } from './signed-in.ts'

/** What is remembered in the browser, sealed, while the person is at the other provider. */
interface Away {
  state: string
  nonce: string
  verifier: string
  next: string
  at: number
}

/** Seconds. */
const longest = 600

/** `/upstream` sends the person to the other provider; `/upstream/callback` takes them back. */
export async function answerUpstream(ctx: Call, authorization: Authorization): Promise<void> {
  const { upstream } = authorization
  const { path } = ctx.state
  if (!upstream || !['/upstream', '/upstream/callback'].includes(path)) throw new AppError('not_found', 'There is nothing at this path.')
  if (ctx.method !== 'GET') throw new AppError('method_not_allowed', 'Use GET here.', { headers: { allow: 'GET' } })
  await countTry(ctx, authorization, 'upstream')
  return path === '/upstream' ? begin(ctx, authorization, upstream) : end(ctx, authorization, upstream)
}

async function begin(ctx: Call, authorization: Authorization, upstream: Upstream): Promise<void> {
  try {
    const { url, begun } = await upstream.begin()
    const away: Away = { ...begun, next: toNextPage(new URLSearchParams(ctx.state.query).get('next')), at: Date.now() }
    setCookie(ctx, authorization, authorization.secret.seal(JSON.stringify(away)).toString('base64url'))
    seeOther(ctx, url.href)
  } catch (error) {
    tell(ctx, authorization, { step: 'upstream', code: 'unreachable', error })
    show(ctx, { status: 502, text: toUnreachable(upstream) })
  }
}

async function end(ctx: Call, authorization: Authorization, upstream: Upstream): Promise<void> {
  const away = readAway(ctx, authorization)
  setCookie(ctx, authorization, '')
  if (!away) {
    const details = { by: upstream.issuer, code: 'expired' }
    await authorization.audit.write({ event: 'sign-in.refused', address: ctx.state.address, details })
    return show(ctx, { status: 410, text: 'This sign-in took too long or was begun in another browser. Go back and start again.' })
  }
  const query = new URLSearchParams(ctx.state.query)
  if (query.get('error') === 'access_denied' && query.get('state') === away.state)
    return refuse(ctx, authorization, {
      code: 'access_denied',
      text: `${upstream.name} was not allowed to sign you in. Go back to try again.`,
    })
  try {
    const callback = new URL(`${authorization.issuer.origin}/upstream/callback?${ctx.state.query}`)
    const found = await findPerson(authorization, upstream, await upstream.end(callback, away), ctx.state.address)
    if ('refused' in found) return await refuse(ctx, authorization, { code: found.code, text: found.refused })
    return await goOn(ctx, authorization, { accountId: found.account.id, next: away.next })
  } catch (error) {
    const isAway = isUnreachable(error)
    const code = isAway ? 'unreachable' : 'not_as_begun'
    tell(ctx, authorization, { step: 'upstream callback', code, error })
    await authorization.audit.write({ event: 'sign-in.refused', address: ctx.state.address, details: { by: upstream.issuer, code } })
    if (isAway) return show(ctx, { status: 502, text: toUnreachable(upstream) })
    show(ctx, { status: 400, text: `What came back from ${upstream.name} does not fit this sign-in. Go back and start again.` })
  }
}

/** To the sign-in for a program, which takes who it is from the address; everywhere else a session says it. */
async function goOn(ctx: Call, authorization: Authorization, { accountId, next }: { accountId: string; next: string }): Promise<void> {
  if (next.startsWith('/interaction/')) return seeOther(ctx, `${next}?signed-in=${sealSignIn(authorization.secret, { accountId, next })}`)
  const { sessions, audit, upstream } = authorization
  await audit.write({ event: 'sign-in', userId: accountId, address: ctx.state.address, details: { by: upstream!.issuer } })
  await sessions.signIn(ctx.req, ctx.res, accountId)
  seeOther(ctx, next)
}

async function refuse(ctx: Call, authorization: Authorization, { code, text }: { code: string; text: string }): Promise<void> {
  const { audit, upstream } = authorization
  tell(ctx, authorization, { step: 'upstream callback', code })
  await audit.write({ event: 'sign-in.refused', address: ctx.state.address, details: { by: upstream!.issuer, code } })
  show(ctx, { status: 403, text })
}

function toUnreachable({ name }: Upstream): string {
  return `${name} can’t be reached at the moment. Try again later, or sign in with a password.`
}

/** Whether the provider did not answer: `fetch` then throws a TypeError with a cause. */
function isUnreachable(error: unknown): boolean {
  return (error as { code?: string }).code === 'OAUTH_TIMEOUT' || (error instanceof TypeError && error.cause !== undefined)
}

function readAway(ctx: Call, { secret, issuer }: Authorization): Away | undefined {
  const sealed = readCookie(ctx.req.headers.cookie, toCookieName(issuer))
  if (!sealed) return undefined
  try {
    const away = JSON.parse(secret.open(Buffer.from(sealed, 'base64url'))) as Away
    return Date.now() - away.at < longest * 1_000 ? away : undefined
  } catch {
    return undefined
  }
}

function setCookie(ctx: Call, { issuer }: Authorization, value: string): void {
  const secure = issuer.protocol === 'https:'
  ctx.append('set-cookie', toCookie(toCookieName(issuer), value, { secure, maxAge: value ? longest : 0 }))
}

function toCookieName({ protocol }: URL): string {
  return protocol === 'https:' ? '__Host-upstream' : 'upstream'
}

function show(ctx: Call, { status, text }: { status: number; text: string }): void {
  sendHtml(ctx, toMessagePage({ title: 'You are not signed in', text }), { status })
}

/** With a stable code, and what the library says of it; never what was sent. */
function tell(ctx: Call, { log }: Authorization, { step, code, error }: { step: string; code: string; error?: unknown }): void {
  const { name, code: detail } = (error ?? {}) as { name?: string; code?: string }
  log.warn({ requestId: ctx.state.requestId, step, code, detail: detail ?? name, address: ctx.state.address }, 'sign-in failed')
}
