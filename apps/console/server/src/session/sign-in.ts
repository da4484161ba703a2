import type { Secret } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { SafeRequest } from '@patchbay/safe-fetch'
import { hash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import type { Call } from '../call.ts'
import { readCookie, toCookie } from '../http/cookies.ts'
import type { ConsoleClients } from './console-client.ts'
import { sessionLifetime, type Sessions } from './sessions.ts'

export interface SignInOptions {
  /** `https://auth.example.com` */
  issuer: string
  /** `https://console.example.com` */
  origin: string
  secret: Secret
  sessions: Sessions
  clients: ConsoleClients
  /** Asks the authorization server. */
  request: SafeRequest
}

/** The way through `auth.<domain>` and back (OpenID Connect code flow with PKCE). */
export interface SignIn {
  /** GET /auth/sign-in */
  begin(ctx: Call): Promise<void>
  /** GET /auth/callback */
  end(ctx: Call): Promise<void>
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

export function createSignIn(options: SignInOptions): SignIn {
  const { issuer, origin, secret, sessions, clients, request } = options
  const secure = origin.startsWith('https:')
  const cookieName = secure ? '__Host-console-sign-in' : 'console-sign-in'
  const redirectUri = `${origin}/auth/callback`
  const keys = createRemoteJWKSet(new URL(`${issuer}/oauth/jwks`), { [customFetch]: request.fetch })

  const exchange = async (code: string, begun: Begun): Promise<string> => {
    const { clientId } = await clients.forSession(redirectUri)
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: clientId, code_verifier: begun.verifier }
    const answer = await request({
      url: new URL(`${issuer}/oauth/token`),
      origin: 'typed',
      method: 'POST',
      headers: [['content-type', 'application/x-www-form-urlencoded']],
      body: new URLSearchParams(form).toString(),
      timeout: 10_000,
      maxBytes: 65_536,
    })
    const { id_token: token } = JSON.parse(answer.body.toString()) as { id_token?: string }
    if (answer.status !== 200 || !token) throw startAgain()
    const { payload } = await jwtVerify(token, keys, { issuer, audience: clientId, algorithms: ['ES256'] })
    if (payload['nonce'] !== begun.nonce || !payload.sub) throw startAgain()
    return payload.sub
  }

  return {
    async begin(ctx) {
      const { clientId } = await clients.forSession(redirectUri)
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
      if (!begun || state !== begun.state || (iss !== undefined && iss !== issuer)) return ctx.redirect('/?problem=sign-in')
      if (error === 'access_denied') return ctx.redirect('/')
      if (typeof code !== 'string') throw startAgain()
      const userId = await exchange(code, begun)
      const cookie = await sessions.create(userId)
      // A session that was there before ends: its id must not live on.
      const old = readCookie(ctx.req.headers.cookie, sessions.cookieName)
      if (old !== undefined) await sessions.end(old)
      ctx.append('set-cookie', toCookie(sessions.cookieName, cookie, { secure, maxAge: sessionLifetime }))
      ctx.redirect(begun.returnTo)
    },
  }
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
  const base = 'http://console.invalid'
  const url = text.startsWith('/') ? URL.parse(text, base) : null
  return url?.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/'
}

function startAgain(): AppError {
  return new AppError('invalid_request', 'This sign-in took too long or was begun in another browser. Open the console and start again.')
}
