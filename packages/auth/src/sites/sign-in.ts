import { AppError } from '@patchbay/plugin-kit'
import { hash, randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { ParsedUrlQuery } from 'node:querystring'
import type { Secret } from '../secret.ts'
import { readCookie, toCookie } from './cookies.ts'
import type { OwnClients } from './own-clients.ts'
import type { SiteSessions } from './site-sessions.ts'

/** An authorization code that came back, with all that it must fit. */
export interface CodeToRedeem {
  code: string
  clientId: string
  redirectUri: string
  verifier: string
  nonce: string
}

export interface SiteSignInOptions {
  site: 'console' | 'admin'
  /** `https://auth.example.com` */
  issuer: string
  /** `https://console.example.com` */
  origin: string
  secret: Secret
  sessions: SiteSessions
  clients: OwnClients
  /** The id of the person whose code it is; undefined when the code is no good. */
  redeem: (code: CodeToRedeem) => Promise<string | undefined>
  /** Where people go who come back without a sign-in: it can't be finished, or they said no. */
  ends: { problem: string; refused: string }
}

/** What it needs of a Koa context. */
export interface SignInCall {
  req: { headers: IncomingHttpHeaders }
  query: ParsedUrlQuery
  append(name: string, value: string): void
  redirect(url: string): void
}

/** The way through `auth.<domain>` and back (OpenID Connect code flow with PKCE). */
export interface SiteSignIn {
  /** GET /auth/sign-in */
  begin(ctx: SignInCall): Promise<void>
  /** GET /auth/callback. The person who is signed in now. */
  end(ctx: SignInCall): Promise<string | undefined>
}

/** What is remembered in the browser, sealed, while the person is away. */
interface Begun {
  state: string
  verifier: string
  nonce: string
  returnTo: string
  at: number
}

/** Seconds. */
const longest = 600

export function createSiteSignIn(options: SiteSignInOptions): SiteSignIn {
  const { site, issuer, origin, secret, sessions, clients, ends } = options
  const secure = origin.startsWith('https:')
  const cookieName = `${sessions.cookieName}-sign-in`
  const redirectUri = `${origin}/auth/callback`

  return {
    async begin(ctx) {
      const { clientId } = await clients.forSession(site, redirectUri)
      const [state, verifier, nonce] = [random(), random(), random()] as const
      const begun: Begun = { state, verifier, nonce, returnTo: toReturnPath(String(ctx.query['return'] ?? '/')), at: Date.now() }
      const sealed = secret.seal(JSON.stringify(begun)).toString('base64url')
      ctx.append('set-cookie', toCookie(cookieName, sealed, { secure, maxAge: longest }))
      const parameters = {
        client_id: clientId,
        response_type: 'code',
        scope: 'openid',
        redirect_uri: redirectUri,
        state,
        nonce,
        code_challenge: hash('sha256', verifier, 'base64url'),
        code_challenge_method: 'S256',
      }
      ctx.redirect(`${issuer}/oauth/authorize?${new URLSearchParams(parameters)}`)
    },

    async end(ctx) {
      const begun = open(secret, readCookie(ctx.req.headers.cookie, cookieName))
      ctx.append('set-cookie', toCookie(cookieName, '', { secure, maxAge: 0 }))
      const { code, state, iss, error } = ctx.query
      if (!begun || state !== begun.state || iss !== issuer) return leave(ctx, ends.problem)
      if (error === 'access_denied') return leave(ctx, ends.refused)
      if (typeof code !== 'string') throw startAgain()
      const { clientId } = await clients.forSession(site, redirectUri)
      const { verifier, nonce } = begun
      const userId = await options.redeem({ code, clientId, redirectUri, verifier, nonce })
      if (userId === undefined) throw startAgain()
      await startSession(ctx, { sessions, userId, secure })
      ctx.redirect(begun.returnTo)
      return userId
    },
  }
}

function leave(ctx: SignInCall, path: string): undefined {
  ctx.redirect(path)
}

/** A session that was there before ends: its id must not live on. */
async function startSession(
  ctx: SignInCall,
  { sessions, userId, secure }: { sessions: SiteSessions; userId: string; secure: boolean },
): Promise<void> {
  const cookie = await sessions.create(userId)
  const old = readCookie(ctx.req.headers.cookie, sessions.cookieName)
  if (old !== undefined) await sessions.end(old)
  ctx.append('set-cookie', toCookie(sessions.cookieName, cookie, { secure, maxAge: sessions.lifetime }))
}

function random(): string {
  return randomBytes(32).toString('base64url')
}

function open(secret: Secret, sealed: string | undefined): Begun | undefined {
  try {
    const begun = JSON.parse(secret.open(Buffer.from(sealed ?? '', 'base64url'))) as Begun
    return Date.now() - begun.at < longest * 1000 ? begun : undefined
  } catch {
    return undefined
  }
}

/** A path of ours, never another site. */
function toReturnPath(text: string): string {
  const base = 'http://site.invalid'
  const url = text.startsWith('/') ? URL.parse(text, base) : null
  return url?.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/'
}

function startAgain(): AppError {
  return new AppError('invalid_request', 'This sign-in took too long or was begun in another browser. Open the page anew and start again.')
}
