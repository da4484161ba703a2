import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentId, startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'

let gateway: OAuthGateway
beforeAll(async () => {
  gateway = await startOAuthGateway()
})
afterAll(() => gateway[Symbol.asyncDispose]())

const toUrl = (base: string, parameters: Record<string, string>) => `${base}?${new URLSearchParams(parameters)}`
const toBasic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

describe('a ChatGPT plugin: confidential, no PKCE, no resource', () => {
  const redirectUri = 'https://chat.openai.com/aip/plugin-7b2f0f6e-0000-4000-8000-1234567890ab/oauth/callback'

  it('signs in by the addresses of the manifest, calls, and refreshes with JSON bodies', async () => {
    const { record, secret } = await gateway.clients.create({ name: 'ChatGPT', plugin: 'diary', redirectUris: [] })
    const { auth } = (await gateway.ask('diary', '/.well-known/ai-plugin.json')).json
    const diary = gateway.origin('diary')
    expect(auth).toMatchObject({ type: 'oauth', client_url: `${diary}/oauth/authorize`, authorization_url: `${diary}/oauth/token` })
    const state = 'a b/+='
    const url = toUrl(auth.client_url, { response_type: 'code', client_id: record.id, scope: '', state, redirect_uri: redirectUri })
    const callback = await gateway.allow(gateway.browser(), url)
    expect(callback.origin + callback.pathname).toBe(redirectUri)
    expect(callback.searchParams.get('state')).toBe(state)
    expect(callback.searchParams.get('iss')).toBe(gateway.issuer)
    const client = { client_id: record.id, client_secret: secret }
    const code = callback.searchParams.get('code')!
    const body = { grant_type: 'authorization_code', ...client, code, redirect_uri: redirectUri }
    const token = await gateway.ask('diary', '/oauth/token', { body })
    expect(token.json).toMatchObject({ token_type: 'Bearer', expires_in: 900, scope: 'diary:read diary:write' })
    const call = await gateway.ask('diary', '/entries', { key: token.json.access_token, body: { text: 'dear diary' } })
    expect(call).toMatchObject({ status: 200, json: { entries: ['dear diary'] } })
    const refresh = { grant_type: 'refresh_token', ...client, refresh_token: token.json.refresh_token }
    const again = await gateway.ask('diary', '/oauth/token', { body: refresh })
    expect((await gateway.ask('diary', '/entries', { key: again.json.access_token })).json).toEqual({ entries: ['dear diary'] })
  })

  it('is called back only where it was at its first consent', async () => {
    const { record } = await gateway.clients.create({ name: 'ChatGPT', plugin: 'diary', redirectUris: [] })
    const gpt = 'https://chatgpt.com/aip/g-first/oauth/callback'
    const ask = (uri: string) => gateway.authorizeUrl({ client_id: record.id }, { redirect_uri: uri })
    expect((await gateway.browser().open(ask('https://chatgpt.com.evil.example/aip/g-first/oauth/callback'))).status).toBe(400)
    expect((await gateway.allow(gateway.browser(), ask(gpt))).searchParams.get('code')).toBeTruthy()
    expect((await gateway.browser().open(ask('https://chatgpt.com/aip/g-other/oauth/callback'))).status).toBe(400)
    expect((await gateway.browser().open(ask('https://chat.openai.com/aip/g-first/oauth/callback'))).status).toBe(200)
  })

  it('may send its secret as Basic, as GPT Actions do', async () => {
    const client = await gateway.createClient()
    const back = await gateway.allow(gateway.browser(), gateway.authorizeUrl(client))
    const fields = { grant_type: 'authorization_code', code: back.searchParams.get('code')!, redirect_uri: back.origin + back.pathname }
    const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: toBasic(client.client_id, client.client_secret) }
    const token = await gateway.ask('diary', '/oauth/token', { raw: new URLSearchParams(fields).toString(), headers })
    expect(token).toMatchObject({ status: 200, json: { token_type: 'Bearer' } })
  })
})

describe('a public client', () => {
  const redirect = 'http://127.0.0.1/callback'

  it('needs PKCE with S256, names the plugin, and gets a token for it alone', async () => {
    const { record } = await gateway.clients.create({ name: 'Editor', redirectUris: [redirect] })
    const server = await gateway.discover()
    const client: oauth.Client = { client_id: record.id }
    const verifier = oauth.generateRandomCodeVerifier()
    const resource = `${gateway.origin('diary')}/mcp`
    const redirect_uri = 'http://127.0.0.1:51234/callback'
    const parameters = { redirect_uri, scope: 'diary:read diary:write', resource }
    const refuse = async (more: Record<string, string>) => {
      const answer = await gateway.browser().open(gateway.authorizeUrl(client, { ...parameters, ...more }))
      return new URL(answer.url).searchParams.get('error')
    }
    const challenge = { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
    expect(await refuse({})).toBe('invalid_request')
    expect(await refuse({ code_challenge: verifier, code_challenge_method: 'plain' })).toBe('invalid_request')
    expect(await refuse({ ...challenge, resource: 'https://elsewhere.example/mcp' })).toBe('invalid_target')
    const back = await gateway.allow(gateway.browser(), gateway.authorizeUrl(client, { ...parameters, ...challenge }), {
      scope: ['diary:read'],
    })
    const validated = oauth.validateAuthResponse(server, client, back, 'state')
    const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), validated, redirect_uri, verifier, {
      ...gateway.options,
      additionalParameters: { resource },
    } as never)
    const token = await oauth.processAuthorizationCodeResponse(server, client, response)
    expect(token.scope).toBe('diary:read')
    expect((await gateway.ask('diary', '/entries', { key: token.access_token })).status).toBe(200)
    const missing = await gateway.ask('diary', '/entries', { key: token.access_token, body: { text: 'no' } })
    expect(missing.status).toBe(403)
    expect(missing.headers['www-authenticate']).toContain('error="insufficient_scope", scope="diary:write"')
    const elsewhere = await gateway.ask('shelf', '/books', { key: token.access_token })
    expect(elsewhere.status).toBe(401)
    expect(elsewhere.headers['www-authenticate']).toContain(
      `resource_metadata="${gateway.origin('shelf')}/.well-known/oauth-protected-resource"`,
    )
  })

  it('registers itself when it is called back at an allowed host or on loopback', async () => {
    const register = (body: object) => gateway.ask('auth', '/oauth/register', { body })
    const metadata = { client_name: 'Claude', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'] }
    const made = await register({ ...metadata, redirect_uris: ['https://claude.ai/api/mcp/auth_callback'], scope: 'diary:read' })
    expect(made).toMatchObject({ status: 201, json: { client_id: expect.any(String) } })
    const consent = await gateway.signIn(
      gateway.browser(),
      gateway.authorizeUrl(made.json, {
        redirect_uri: 'https://claude.ai/api/mcp/auth_callback',
        resource: `${gateway.origin('shelf')}/mcp`,
        code_challenge: 'x'.repeat(43),
        code_challenge_method: 'S256',
      }),
    )
    expect(consent.text).toMatch(/Let Claude use Shelf\?[^]*which gave itself this name[^]*claude\.ai/)
    expect((await register({ ...metadata, redirect_uris: ['http://127.0.0.1:4000/callback'] })).json.application_type).toBe('native')
    for (const uri of ['https://evil.example/callback', 'https://claude.ai.evil.example/', 'http://claude.ai/', 'javascript:alert(1)']) {
      expect(await register({ ...metadata, redirect_uris: [uri] })).toMatchObject({ status: 400 })
    }
    expect((await register({ ...metadata, redirect_uris: ['http://localhost/'], plugin: 'diary' })).status).toBe(400)
  })
})

describe('a client that describes itself in a document', () => {
  it('is asked about with its host, on any port of loopback, and gets a token', async () => {
    const verifier = oauth.generateRandomCodeVerifier()
    const challenge = { code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
    const redirect_uri = 'http://127.0.0.1:50123/callback'
    const client = { client_id: documentId }
    const url = gateway.authorizeUrl(client, { redirect_uri, resource: `${gateway.origin('shelf')}/mcp`, ...challenge })
    const browser = gateway.browser()
    const consent = await gateway.signIn(browser, url)
    expect(consent.text).toMatch(
      /Let Agent use Shelf\?[^]*as <code>client.example<\/code> calls itself[^]*a program on the device you use now/,
    )
    const back = new URL((await browser.submit(consent, { scope: 'shelf:read', do: 'allow' })).url)
    const fields = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code')!,
      redirect_uri,
      code_verifier: verifier,
      ...client,
    }
    const token = await gateway.token(fields)
    expect((await gateway.ask('shelf', '/books', { key: token.json.access_token })).json).toEqual({ owner: 'ada@example.com' })
  })

  it('is refused when the document is of another, says more than it may, is not there, or is at our own hosts', async () => {
    const own = `${gateway.origin('diary').replace('http:', 'https:')}/client.json`
    for (const name of ['other', 'greedy', 'missing']) {
      const url = gateway.authorizeUrl({ client_id: `https://client.example/${name}.json` }, { redirect_uri: 'https://client.example/' })
      expect((await gateway.browser().open(url)).status).toBe(400)
    }
    expect((await gateway.browser().open(gateway.authorizeUrl({ client_id: own }))).status).toBe(400)
  })
})

describe('discovery', () => {
  it('leads from a call without credential to the authorization server', async () => {
    const { headers, status } = await gateway.ask('diary', '/entries')
    expect(status).toBe(401)
    const url = /resource_metadata="([^"]+)"/.exec(headers['www-authenticate']!)![1]!
    expect(headers['www-authenticate']).toContain('scope="diary:read"')
    const root = await gateway.ask('diary', new URL(url).pathname)
    const diary = gateway.origin('diary')
    const both = { authorization_servers: [gateway.issuer], scopes_supported: ['diary:read', 'diary:write'] }
    expect(root.json).toMatchObject({ ...both, resource: diary, bearer_methods_supported: ['header'] })
    expect((await gateway.ask('diary', '/.well-known/oauth-protected-resource/mcp')).json).toMatchObject({
      ...both,
      resource: `${diary}/mcp`,
    })
    expect(await gateway.discover()).toMatchObject({
      issuer: gateway.issuer,
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none', 'client_secret_post', 'client_secret_basic', 'private_key_jwt'],
      client_id_metadata_document_supported: true,
    })
  })

  it('names the scopes in the OpenAPI document, beside keys', async () => {
    const { json } = await gateway.ask('diary', '/openapi.json')
    expect(json.paths['/entries'].post.security).toEqual([{ oauth: ['diary:write'] }, { key: [] }])
    expect(json.components.securitySchemes.oauth.flows.authorizationCode.tokenUrl).toBe(`${gateway.origin('diary')}/oauth/token`)
  })

  it('leaves user keys as good as before', async () => {
    const { text } = await gateway.keys.create({ name: 'test', email: 'eve@example.com' })
    expect(await gateway.ask('diary', '/entries', { key: text, body: { text: 'by key' } })).toMatchObject({ status: 200 })
  })
})
