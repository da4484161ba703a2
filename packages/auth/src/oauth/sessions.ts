import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { sessionLifetime, toSessionCookie } from './cookies.ts'

/** The session of a browser at the authorization server, for pages that are no part of a flow. */
export interface Sessions {
  /** The id of the account that is signed in. */
  find(request: IncomingMessage, response: ServerResponse): Promise<string | undefined>
  /** What names the session to `Devices`. */
  findUid(request: IncomingMessage, response: ServerResponse): Promise<string>
  /** Signs in under a new session id, and sets the cookie. */
  signIn(request: IncomingMessage, response: ServerResponse, accountId: string): Promise<void>
  signOut(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export function createSessions(provider: Provider): Sessions {
  const secure = provider.issuer.startsWith('https:')
  const cookie = toSessionCookie(secure)
  const toCookies = (request: IncomingMessage, response: ServerResponse) => {
    const { cookies } = provider.createContext(request, response)
    cookies.secure = secure
    return cookies
  }
  const get = (req: IncomingMessage, res: ServerResponse) => provider.Session.get({ req, res, secure } as never)
  return {
    find: async (request, response) => (await get(request, response)).accountId,
    findUid: async (request, response) => (await get(request, response)).uid,
    async signIn(request, response, accountId) {
      const session = await get(request, response)
      session.loginAccount({ accountId, amr: ['pwd'] } as never)
      session.resetIdentifier()
      await session.save(sessionLifetime)
      const expires = new Date(Date.now() + sessionLifetime * 1000)
      toCookies(request, response).set(cookie.name, session.jti, { ...cookie.options, expires })
    },
    async signOut(request, response) {
      const session = await get(request, response)
      await session.destroy()
      toCookies(request, response).set(cookie.name, null, cookie.options)
    },
  }
}
