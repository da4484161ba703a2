import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider from 'oidc-provider'
import { findPort } from './start-test-gateway.ts'

export interface TestUpstream extends AsyncDisposable {
  issuer: string
  settings: Record<string, string>
  /** Who signs in there next. */
  person: { sub: string; email?: string; email_verified?: boolean }
  /** What somebody in between makes of a request; nothing when undefined. */
  tamper: ((url: URL) => void) | undefined
}

/** Another OpenID Connect provider, where whoever comes is signed in at once. */
export async function startUpstream(gatewayPort: number): Promise<TestUpstream> {
  const port = await findPort()
  const issuer = `http://127.0.0.1:${port}`
  const client = { client_id: 'patchbay', client_secret: 'a-secret-of-the-client' }
  const upstream: Omit<TestUpstream, typeof Symbol.asyncDispose> = {
    issuer,
    settings: {
      UPSTREAM_ISSUER: issuer,
      UPSTREAM_CLIENT_ID: client.client_id,
      UPSTREAM_CLIENT_SECRET: client.client_secret,
      UPSTREAM_NAME: 'Example ID',
    },
    person: { sub: 'ada', email: 'ada@example.com', email_verified: true },
    tamper: undefined,
  }
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [`http://auth.localhost:${gatewayPort}/upstream/callback`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['only for tests'] },
    interactions: { url: (_ctx, { uid }) => `/person/${uid}` },
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => upstream.person }),
  })
  const handle = provider.callback()
  const answerPerson = async (request: IncomingMessage, response: ServerResponse) => {
    const { grantId, params, prompt } = await provider.interactionDetails(request, response)
    if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: upstream.person.sub } })
    const grant = grantId ? await provider.Grant.find(grantId) : undefined
    const asked = grant ?? new provider.Grant({ accountId: upstream.person.sub, clientId: String(params['client_id']) })
    asked.addOIDCScope(String(params['scope']))
    await provider.interactionFinished(request, response, { consent: { grantId: await asked.save() } })
  }
  const server = createServer((request, response) => {
    if (request.url!.startsWith('/person/')) return void answerPerson(request, response)
    const url = new URL(request.url!, issuer)
    if (url.pathname === '/auth') upstream.tamper?.(url)
    request.url = `${url.pathname}${url.search}`
    void handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return Object.assign(upstream, {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

/** Goes to the other provider and through it, as a browser does, to the address at which it sends people back. */
export async function visitUpstream(start: string): Promise<URL> {
  const jar = new Map<string, string>()
  for (let url = new URL(start); ;) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const each of answer.headers.getSetCookie())
      jar.set(each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1, each.indexOf(';')))
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`${url.pathname} ${answer.status}: ${await answer.text()}`)
    url = new URL(location, url)
    if (url.pathname === '/upstream/callback') return url
  }
}
