import * as oauth from 'oauth4webapi'
import { createBrowser, type Browser, type Page } from './browser.ts'
import { askHost, oauthFixtures, startTestGateway, type Answer, type TestGateway, type TestGatewayOptions } from './start-test-gateway.ts'

export const password = 'correct horse battery staple'

export interface ConfidentialClient {
  client_id: string
  client_secret: string
}

export interface OAuthGateway extends TestGateway {
  issuer: string
  origin(name: string): string
  discover(): Promise<oauth.AuthorizationServer>
  /** For oauth4webapi: plain http, and its requests go to the one port of the gateway whatever their host. */
  options: object
  browser(): Browser
  signIn(browser: Browser, url: string, email?: string): Promise<Page>
  /** From the authorization URL to the callback, as a person who allows everything or what is named. */
  allow(browser: Browser, url: string, options?: { email?: string; scope?: string[] }): Promise<URL>
  /** A confidential client of the plugin `diary` that is called back at `callback`. */
  createClient(): Promise<ConfidentialClient>
  authorizeUrl(client: { client_id: string }, parameters?: Record<string, string>): string
  token(fields: Record<string, string>, host?: string): Promise<Answer>
  /** The tokens of a whole sign-in. */
  getTokens(client: ConfidentialClient, email?: string): Promise<{ access_token: string; refresh_token: string }>
}

export const callback = 'https://host.example/callback'

/** The id of a client that describes itself, at a host that stands for the public internet. */
export const documentId = 'https://client.example/oauth/client.json'

const documents: Record<string, object> = {
  [documentId]: {
    client_id: documentId,
    client_name: 'Agent',
    redirect_uris: ['http://127.0.0.1/callback'],
    token_endpoint_auth_method: 'none',
  },
  'https://client.example/other.json': { client_id: documentId, redirect_uris: ['https://client.example/'] },
  'https://client.example/greedy.json': {
    client_id: 'https://client.example/greedy.json',
    redirect_uris: ['https://client.example/'],
    token_endpoint_auth_method: 'none',
    chatgpt: 'any',
  },
}

const fetchDocument = (async (input: string | URL) => {
  const document = documents[String(input)]
  return document ? Response.json(document) : new Response(null, { status: 404 })
}) as typeof fetch

/** A gateway with the plugins diary and shelf, or those of another folder, and with the people Ada and Bob. */
export async function startOAuthGateway(
  environment: Record<string, string> = {},
  options: Omit<TestGatewayOptions, 'environment' | 'fetch'> = {},
): Promise<OAuthGateway> {
  const gateway = await startTestGateway({
    pluginsFolder: oauthFixtures,
    ...options,
    environment: { TRUSTED_PROXIES: '127.0.0.1', ...environment },
    fetch: fetchDocument,
  })
  const { port, accounts, clients } = gateway
  for (const email of ['ada@example.com', 'bob@example.com']) {
    const { id } = await accounts.ensure(email)
    await accounts.passwordLinks.redeem(await accounts.passwordLinks.create(id), password)
  }
  const origin = (name: string) => `http://${name}.localhost:${port}`
  const issuer = origin('auth')
  const insecure = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: createFetch(port) }
  const helpers: Omit<OAuthGateway, keyof TestGateway> = {
    issuer,
    origin,
    options: insecure,
    browser: () => createBrowser(port),
    async discover() {
      const response = await oauth.discoveryRequest(new URL(issuer), { algorithm: 'oauth2', ...insecure } as never)
      return oauth.processDiscoveryResponse(new URL(issuer), response)
    },
    async signIn(browser, url, email = 'ada@example.com') {
      return browser.submit(await browser.open(url), { email, password, do: 'sign-in' })
    },
    async allow(browser, url, { email, scope } = {}) {
      const consent = await helpers.signIn(browser, url, email)
      const asked = [...consent.text.matchAll(/name="scope" value="([^"]+)"/g)].map((match) => match[1]!)
      return new URL((await browser.submit(consent, { scope: scope ?? asked, do: 'allow' })).url)
    },
    async createClient() {
      const { record, secret } = await clients.create({ name: 'Host', plugin: 'diary', redirectUris: [callback] })
      return { client_id: record.id, client_secret: secret! }
    },
    authorizeUrl({ client_id }, parameters) {
      const query = { response_type: 'code', client_id, redirect_uri: callback, state: 'state', ...parameters }
      return `${issuer}/oauth/authorize?${new URLSearchParams(query)}`
    },
    token(fields, host = 'auth') {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      return gateway.ask(host, '/oauth/token', { raw: new URLSearchParams(fields).toString(), headers })
    },
    async getTokens(client, email) {
      const back = await helpers.allow(helpers.browser(), helpers.authorizeUrl(client), { ...(email && { email }) })
      const code = back.searchParams.get('code')!
      const answer = await helpers.token({ grant_type: 'authorization_code', code, redirect_uri: callback, ...client })
      return answer.json
    },
  }
  return Object.assign(gateway, helpers)
}

function createFetch(port: number) {
  return async (url: string, init: { method: string; headers: Record<string, string>; body?: unknown }): Promise<Response> => {
    const target = new URL(url)
    const raw = init.body === undefined || init.body === null ? {} : { raw: String(init.body as URLSearchParams) }
    const path = `${target.pathname}${target.search}`
    const answer = await askHost({ port, host: target.host, path, method: init.method, headers: init.headers, ...raw })
    const headers = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers.set(name, String(value))
    return new Response(answer.text, { status: answer.status, headers })
  }
}
