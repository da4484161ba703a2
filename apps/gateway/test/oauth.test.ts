import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, type Browser, type Page } from './browser.ts'
import { askHost, oauthFixtures, startTestGateway, type TestGateway } from './start-test-gateway.ts'

const password = 'correct horse battery staple'
const http = { [oauth.allowInsecureRequests]: true } as const

let gateway: TestGateway
let diary: string
let shelf: string
let issuer: string

beforeAll(async () => {
  gateway = await startTestGateway({ pluginsFolder: oauthFixtures })
  issuer = `http://auth.localhost:${gateway.port}`
  diary = `http://diary.localhost:${gateway.port}`
  shelf = `http://shelf.localhost:${gateway.port}`
  await createAccount('ada@example.com')
  await createAccount('bob@example.com')
})

afterAll(() => gateway[Symbol.asyncDispose]())

async function createAccount(email: string): Promise<void> {
  const { id } = await gateway.accounts.ensure(email)
  await gateway.accounts.passwordLinks.redeem(await gateway.accounts.passwordLinks.create(id), password)
}

/** oauth4webapi's fetch over the one port of the gateway, whatever the host. */
const customFetch = async (url: string, init: { method: string; headers: Record<string, string>; body?: unknown }): Promise<Response> => {
  const target = new URL(url)
  const raw = init.body === undefined || init.body === null ? undefined : String(init.body)
  const answer = await askHost({
    port: gateway.port,
    host: target.host,
    path: `${target.pathname}${target.search}`,
    method: init.method,
    headers: init.headers,
    ...(raw !== undefined && { raw }),
  })
  const headers = new Headers(
    Object.entries(answer.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]])),
  )
  return new Response(answer.text, { status: answer.status, headers })
}
const withFetch = { ...http, [oauth.customFetch]: customFetch } as never

const discover = async () =>
  oauth.processDiscoveryResponse(
    new URL(issuer),
    await oauth.discoveryRequest(new URL(issuer), { algorithm: 'oauth2', ...(withFetch as object) }),
  )

async function signIn(browser: Browser, url: string, email = 'ada@example.com'): Promise<Page> {
  const page = await browser.open(url)
  return browser.submit(page, { email, password, do: 'sign-in' })
}

/** From the authorization URL to the callback, as a person who allows everything. */
async function allow(browser: Browser, url: string, options: { email?: string; scope?: string[] } = {}): Promise<URL> {
  const consent = await signIn(browser, url, options.email)
  const scope = options.scope ?? [...consent.text.matchAll(/name="scope" value="([^"]+)"/g)].map((match) => match[1]!)
  const callback = await browser.submit(consent, { scope, do: 'allow' })
  return new URL(callback.url)
}

const toUrl = (base: string, parameters: Record<string, string>) => `${base}?${new URLSearchParams(parameters)}`

describe('a ChatGPT plugin: confidential, no PKCE, no resource', () => {
  const redirectUri = 'https://chat.openai.com/aip/plugin-7b2f0f6e-0000-4000-8000-1234567890ab/oauth/callback'

  it('signs in by the addresses of the manifest, calls, and refreshes', async () => {
    const { record, secret } = await gateway.clients.create({ name: 'ChatGPT', plugin: 'diary', redirectUris: [redirectUri] })
    const { auth } = (await gateway.ask('diary', '/.well-known/ai-plugin.json')).json
    expect(auth).toMatchObject({ type: 'oauth', client_url: `${diary}/oauth/authorize`, authorization_url: `${diary}/oauth/token` })
    const url = toUrl(auth.client_url, {
      response_type: 'code',
      client_id: record.id,
      scope: '',
      state: 'a b/+=',
      redirect_uri: redirectUri,
    })
    const callback = await allow(createBrowser(gateway.port), url)
    expect(callback.origin + callback.pathname).toBe(redirectUri)
    expect(callback.searchParams.get('state')).toBe('a b/+=')
    expect(callback.searchParams.get('iss')).toBe(issuer)
    const credentials = { client_id: record.id, client_secret: secret }
    const code = callback.searchParams.get('code')!
    const token = await gateway.ask('diary', '/oauth/token', {
      body: { grant_type: 'authorization_code', ...credentials, code, redirect_uri: redirectUri },
    })
    expect(token.json).toMatchObject({ token_type: 'Bearer', expires_in: 900, scope: 'diary:read diary:write' })
    const call = await gateway.ask('diary', '/entries', { key: token.json.access_token, body: { text: 'dear diary' } })
    expect(call).toMatchObject({ status: 200, json: { entries: ['dear diary'] } })
    const again = await gateway.ask('diary', '/oauth/token', {
      body: { grant_type: 'refresh_token', ...credentials, refresh_token: token.json.refresh_token },
    })
    expect(again.status).toBe(200)
    expect((await gateway.ask('diary', '/entries', { key: again.json.access_token })).json).toEqual({ entries: ['dear diary'] })
  })
})

describe('a public client', () => {
  it('needs PKCE with S256, names the plugin, and gets a token for it alone', async () => {
    const redirect = 'http://127.0.0.1/callback'
    const { record } = await gateway.clients.create({ name: 'Editor', redirectUris: [redirect] })
    const server = await discover()
    const client: oauth.Client = { client_id: record.id }
    const verifier = oauth.generateRandomCodeVerifier()
    const parameters = {
      response_type: 'code',
      client_id: record.id,
      redirect_uri: 'http://127.0.0.1:51234/callback',
      scope: 'diary:read diary:write',
      state: 'xyz',
      resource: `${diary}/mcp`,
    }
    const refused = await createBrowser(gateway.port).open(toUrl(server.authorization_endpoint!, parameters))
    expect(new URL(refused.url).searchParams.get('error')).toBe('invalid_request')
    const challenge = { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
    const callback = await allow(createBrowser(gateway.port), toUrl(server.authorization_endpoint!, { ...parameters, ...challenge }), {
      scope: ['diary:read'],
    })
    const validated = oauth.validateAuthResponse(server, client, callback, 'xyz')
    const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), validated, parameters.redirect_uri, verifier, {
      ...(withFetch as object),
      additionalParameters: { resource: `${diary}/mcp` },
    })
    const token = await oauth.processAuthorizationCodeResponse(server, client, response)
    expect(token.scope).toBe('diary:read')
    expect((await gateway.ask('diary', '/entries', { key: token.access_token })).status).toBe(200)
    const missing = await gateway.ask('diary', '/entries', { key: token.access_token, body: { text: 'no' } })
    expect(missing.status).toBe(403)
    expect(missing.headers['www-authenticate']).toContain('error="insufficient_scope", scope="diary:write"')
    const elsewhere = await gateway.ask('shelf', '/books', { key: token.access_token })
    expect(elsewhere.status).toBe(401)
    expect(elsewhere.headers['www-authenticate']).toContain(`resource_metadata="${shelf}/.well-known/oauth-protected-resource"`)
  })
})
