import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { callback, password, startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'

let gateway: OAuthGateway
beforeAll(async () => {
  gateway = await startOAuthGateway()
})
afterAll(() => gateway[Symbol.asyncDispose]())
afterEach(() => void vi.useRealTimers())

const later = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 })
const read = (key: string, host = 'diary') => gateway.ask(host, host === 'diary' ? '/entries' : '/books', { key })
const verifier = 'v'.repeat(43)
const pkce = { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' }

async function getCode(client: { client_id: string }, parameters: Record<string, string> = {}) {
  const back = await gateway.allow(gateway.browser(), gateway.authorizeUrl(client, parameters))
  return { grant_type: 'authorization_code', code: back.searchParams.get('code')!, redirect_uri: parameters['redirect_uri'] ?? callback }
}

describe('a redirect', () => {
  it('goes nowhere that only looks like what is registered', async () => {
    const client = await gateway.createClient()
    const tricks = [
      'https://host.example@evil.example/callback',
      'https://evil.example\\@host.example/callback',
      'https://HOST.example/callback',
      'https://host.example:443/callback',
      'https://host.example./callback',
      'https://host.example/CALLBACK',
      'https://host.example/./callback',
      'https://host.example/x/../callback',
      'https://host.example/%63allback',
      'https://host.example/callback#x',
      'https://host.example/callback%0d%0aset-cookie:a=b',
      ' https://host.example/callback',
      'javascript:alert(1)//https://host.example/callback',
      'data:text/html,x',
      '//host.example/callback',
      '',
    ]
    for (const redirect_uri of tricks) {
      const answer = await gateway.browser().open(gateway.authorizeUrl(client, { redirect_uri }))
      expect(answer, redirect_uri).toMatchObject({ status: 400 })
      expect(answer.headers.location, redirect_uri).toBeUndefined()
      expect(answer.text).not.toContain('href="javascript')
    }
  })

  it('is named once, by one who may', async () => {
    const client = await gateway.createClient()
    const url = gateway.authorizeUrl(client)
    const without = url.replace(/&redirect_uri=[^&]*/, '')
    for (const asked of [`${url}&redirect_uri=${encodeURIComponent('https://evil.example/')}`, without]) {
      const answer = await gateway.browser().open(asked)
      expect(answer).toMatchObject({ status: 400 })
      expect(answer.headers.location).toBeUndefined()
    }
    expect(await gateway.browser().open(gateway.authorizeUrl({ client_id: 'nobody' }))).toMatchObject({ status: 400 })
  })

  it('to loopback may change its port and nothing else', async () => {
    const { record } = await gateway.clients.create({ name: 'Editor', redirectUris: ['http://127.0.0.1/callback'] })
    const open = (redirect_uri: string) =>
      gateway.browser().open(gateway.authorizeUrl({ client_id: record.id }, { redirect_uri, resource: gateway.origin('diary'), ...pkce }))
    expect((await open('http://127.0.0.1:40000/callback')).status).toBe(200)
    const tricks = ['localhost:1/callback', '127.0.0.1:1/', '127.0.0.1:1/callback?a', '127.0.0.1.evil.example/callback', '[::1]:1/callback']
    for (const rest of [...tricks, 'user@127.0.0.1:1/callback']) expect(await open(`http://${rest}`), rest).toMatchObject({ status: 400 })
    expect(await open('https://127.0.0.1:1/callback')).toMatchObject({ status: 400 })
  })

  it('of a plugin host leads to the authorization server, whatever is asked', async () => {
    for (const query of ['?redirect_uri=https://evil.example/', '?iss=https://evil.example', '?client_id=a&client_id=//evil.example']) {
      const { status, headers } = await gateway.ask('diary', `/oauth/authorize${query}`)
      expect(status).toBe(302)
      expect(new URL(headers.location!).origin).toBe(gateway.issuer)
    }
  })

  it('after signing out goes nowhere else', async () => {
    const answer = await gateway.browser().open(`${gateway.issuer}/oauth/end?post_logout_redirect_uri=https://evil.example/`)
    expect(answer.status).toBe(404)
  })
})

describe('a request that would weaken the flow', () => {
  it('is refused: other answers, other ways to carry them, requests within requests', async () => {
    const client = await gateway.createClient()
    const ask = async (more: Record<string, string>) => gateway.browser().open(gateway.authorizeUrl(client, more))
    for (const response_type of ['token', 'id_token', 'code token', 'code id_token', 'none']) {
      const { text, url } = await ask({ response_type })
      expect(text).not.toContain('name="password"')
      expect(url).toContain('unsupported_response_type')
    }
    for (const more of [{ request: 'e30.e30.' }, { request_uri: 'https://evil.example/request' }, { response_mode: 'web_message' }])
      expect((await ask(more as unknown as Record<string, string>)).text).not.toContain('name="password"')
  })

  it('is refused: other grants', async () => {
    const client = await gateway.createClient()
    const fields = { username: 'ada@example.com', password, scope: 'diary:read', assertion: 'a.b.c', device_code: 'x' }
    const types = ['password', 'client_credentials', 'implicit', 'urn:ietf:params:oauth:grant-type:device_code']
    for (const grant_type of [...types, 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:token-exchange'])
      expect((await gateway.token({ ...fields, ...client, grant_type })).json.error, grant_type).toBe('unsupported_grant_type')
  })

  it('is refused: a code whose challenge is not answered, and an answer to a challenge that was not made', async () => {
    const client = await gateway.createClient()
    const bound = await getCode(client, pkce)
    expect((await gateway.token({ ...bound, ...client })).json.error).toBe('invalid_grant')
    const other = await getCode(client, pkce)
    expect((await gateway.token({ ...other, ...client, code_verifier: 'w'.repeat(43) })).json.error).toBe('invalid_grant')
    const unbound = await getCode(client)
    expect((await gateway.token({ ...unbound, ...client, code_verifier: verifier })).json.error).toBe('invalid_grant')
    const good = await getCode(client, pkce)
    expect((await gateway.token({ ...good, ...client, code_verifier: verifier })).status).toBe(200)
  })

  it('is refused: a challenge that is no challenge', async () => {
    const { record } = await gateway.clients.create({ name: 'Editor', redirectUris: ['http://127.0.0.1/callback'] })
    const loopback = { redirect_uri: 'http://127.0.0.1:40000/callback', resource: gateway.origin('diary') }
    const clients = [
      { client_id: record.id, more: loopback },
      { ...(await gateway.createClient()), more: {} },
    ]
    const { code_challenge } = pkce
    const tricks = [
      { code_challenge_method: 'S256' },
      { code_challenge_method: 'plain' },
      { code_challenge: verifier, code_challenge_method: 'plain' },
      { code_challenge, code_challenge_method: 's256' },
      { code_challenge, code_challenge_method: 'S512' },
      { code_challenge },
      { code_challenge: 'short', code_challenge_method: 'S256' },
    ]
    for (const { client_id, more } of clients)
      for (const trick of tricks) {
        const { url } = await gateway.browser().open(gateway.authorizeUrl({ client_id }, { ...more, ...trick } as Record<string, string>))
        expect(new URL(url).searchParams.get('error'), JSON.stringify(trick)).toBe('invalid_request')
      }
  })

  it('names the issuer when it is answered with an error', async () => {
    const client = await gateway.createClient()
    for (const more of [{ response_type: 'token' }, { prompt: 'none' }, { resource: 'https://evil.example/' }, { scope: 'shelf:read' }]) {
      const { url, status } = await gateway.browser().open(gateway.authorizeUrl(client, more as unknown as Record<string, string>))
      if (status === 200) continue
      expect(new URLSearchParams(/[?#](.*)$/.exec(url)![1]).get('iss'), JSON.stringify(more)).toBe(gateway.issuer)
    }
  })
})

describe('the question to the person', () => {
  it('can not be skipped by answering it before signing in, or by going on without an answer', async () => {
    const client = await gateway.createClient()
    const browser = gateway.browser()
    const page = await browser.open(gateway.authorizeUrl(client))
    const early = await browser.submit(page, {
      do: 'allow',
      scope: ['diary:read'],
      consent: '1',
      email: 'ada@example.com',
      password: 'wrong',
    })
    expect(early.url).not.toContain('code=')
    const uid = /\/interaction\/([\w-]+)/.exec(page.text)![1]!
    const resumed = await browser.open(`${gateway.issuer}/oauth/authorize/${uid}`)
    expect(resumed.url).not.toContain('code=')
    const consent = await gateway.signIn(browser, gateway.authorizeUrl(client))
    const second = /\/interaction\/([\w-]+)/.exec(consent.text)![1]!
    expect((await browser.open(`${gateway.issuer}/oauth/authorize/${second}`)).url).not.toContain('code=')
  })

  it('is not answered for one client by the answer for another', async () => {
    const browser = gateway.browser()
    const [first, second] = [await gateway.createClient(), await gateway.createClient()]
    const consent = await gateway.signIn(browser, gateway.authorizeUrl(first))
    const other = await browser.open(gateway.authorizeUrl(second))
    const crossed = await browser.submit(
      { ...other, text: consent.text },
      { scope: 'diary:read', do: 'allow', client_id: second.client_id },
    )
    const code = new URL(crossed.url).searchParams.get('code')
    const fields = { grant_type: 'authorization_code', code: code ?? 'none', redirect_uri: callback }
    expect((await gateway.token({ ...fields, ...second })).json.error).toBe('invalid_grant')
  })

  it('is not answered in a frame, nor is any other page shown there', async () => {
    const browser = gateway.browser()
    const consent = await gateway.signIn(browser, gateway.authorizeUrl(await gateway.createClient()))
    const pages = [consent]
    for (const path of ['/account', '/account/password', '/sign-up', '/reset', '/password/none', '/nothing', '/'])
      pages.push(await browser.open(`${gateway.issuer}${path}`))
    pages.push(await browser.open(gateway.authorizeUrl({ client_id: 'nobody' })))
    for (const { headers, url } of pages) {
      expect(headers['content-security-policy'], url).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options'], url).toBe('nosniff')
      expect(headers['referrer-policy'], url).toBe('no-referrer')
    }
  })

  it('and what was allowed are out of reach for forms of other sites', async () => {
    const browser = gateway.browser()
    await gateway.allow(browser, gateway.authorizeUrl(await gateway.createClient()))
    const account = await browser.open(`${gateway.issuer}/account`)
    const grant = /name="grant" value="([^"]+)"/.exec(account.text)![1]!
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const send = (path: string, fields: Record<string, string>) =>
      browser.submit({ ...account, text: `<form method="post" action="${path}">` }, fields, foreign)
    for (const [path, fields] of Object.entries({
      '/account/revoke': { grant },
      '/account/devices': { device: 'others' },
      '/account/sign-out': {},
      '/account/password': { current: password, password: 'another long password', again: 'another long password' },
    }))
      expect((await send(path, fields as Record<string, string>)).status, path).toBe(403)
    expect((await browser.open(`${gateway.issuer}/account/revoke?grant=${grant}`)).status).not.toBe(303)
    expect((await browser.open(`${gateway.issuer}/account`)).text).toContain(grant)
  })
})

describe('a session', () => {
  it('is nobody’s when it was made up, lost its signature, has another’s, or comes under another name', async () => {
    const open = async () => {
      const browser = gateway.browser()
      await gateway.signIn(browser, `${gateway.issuer}/account`)
      const find = (name: string) => browser.cookies().find((cookie) => cookie.name === name && cookie.path === '/')!.value
      return { id: find('session'), signature: find('session.sig') }
    }
    const [ada, other] = [await open(), await open()]
    const ask = async (cookie: string) => (await gateway.ask('auth', '/account', { headers: { cookie, accept: 'text/html' } })).text
    expect(await ask(`session=${ada.id}; session.sig=${ada.signature}`)).toContain('ada@example.com')
    const tricks = [
      `session=${ada.id}`,
      `session=${ada.id}; session.sig=${other.signature}`,
      `session=known-before; session.sig=${ada.signature}`,
      `__Host-session=${ada.id}; __Host-session.sig=${ada.signature}`,
      `interaction=${ada.id}; interaction.sig=${ada.signature}`,
    ]
    for (const cookie of tricks) expect(await ask(cookie), cookie).not.toContain('ada@example.com')
  })
})

describe('a token', () => {
  const refresh = (client: object, token: string, more: object = {}) =>
    gateway.token({ grant_type: 'refresh_token', refresh_token: token, ...client, ...more } as Record<string, string>)

  it('is for one plugin: none of its relatives opens a door', async () => {
    const client = await gateway.createClient()
    const back = await getCode(client, { scope: 'openid diary:read' })
    const tokens = (await gateway.token({ ...back, ...client })).json
    expect((await read(tokens.access_token, 'shelf')).status).toBe(401)
    expect((await gateway.ask('', '/mcp', { key: tokens.access_token, body: {} })).status).toBe(401)
    for (const relative of [tokens.id_token, tokens.refresh_token, back.code]) expect((await read(relative)).status).toBe(401)
    expect((await gateway.ask('diary', `/entries?access_token=${tokens.access_token}`)).status).toBe(401)
  })

  it('is not asked for at another plugin than was allowed, nor with more scopes', async () => {
    const client = await gateway.createClient()
    const code = await getCode(client, { scope: 'diary:read' })
    expect((await gateway.token({ ...code, ...client, resource: gateway.origin('shelf') })).json.error).toBe('invalid_target')
    const tokens = (await gateway.token({ ...(await getCode(client, { scope: 'diary:read' })), ...client })).json
    expect((await refresh(client, tokens.refresh_token, { resource: gateway.origin('shelf') })).json.error).toBe('invalid_target')
    expect((await refresh(client, tokens.refresh_token, { scope: 'diary:read diary:write' })).json.error).toBe('invalid_scope')
    expect((await refresh(client, tokens.refresh_token)).json.scope).toBe('diary:read')
  })

  it('of a code is there for a minute', async () => {
    const client = await gateway.createClient()
    const code = await getCode(client)
    later(61)
    expect((await gateway.token({ ...code, ...client })).json.error).toBe('invalid_grant')
  })

  it('opens doors for a quarter of an hour, also where it is remembered', async () => {
    const client = await gateway.createClient()
    const { access_token: token } = await gateway.getTokens(client)
    expect((await read(token)).status).toBe(200)
    later(899)
    expect((await read(token)).status).toBe(200)
    vi.setSystemTime(Date.now() + 32_000)
    expect((await read(token)).status).toBe(401)
  })

  it('that was used a moment ago ends within a minute of what the person takes back', async () => {
    const client = await gateway.createClient()
    const tokens = await gateway.getTokens(client)
    expect((await read(tokens.access_token)).status).toBe(200)
    const raw = new URLSearchParams({ token: tokens.refresh_token, ...client }).toString()
    await gateway.ask('auth', '/oauth/revoke', { raw, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    later(59)
    expect((await read(tokens.access_token)).status).toBe(401)
  })

  it('is refreshed for thirty days and no longer, however often', async () => {
    const client = await gateway.createClient()
    let token = (await gateway.getTokens(client)).refresh_token
    const day = 24 * 3600
    for (const _ of [1, 2]) {
      later(14 * day)
      const answer = await refresh(client, token)
      expect(answer.status).toBe(200)
      token = answer.json.refresh_token
    }
    later(3 * day)
    expect((await refresh(client, token)).json.error).toBe('invalid_grant')
  })

  it('outlives the browser in which it was allowed', async () => {
    const client = await gateway.createClient()
    const browser = gateway.browser()
    const back = await gateway.allow(browser, gateway.authorizeUrl(client))
    const fields = { grant_type: 'authorization_code', code: back.searchParams.get('code')!, redirect_uri: callback }
    const tokens = (await gateway.token({ ...fields, ...client })).json
    const account = await browser.open(`${gateway.issuer}/account`)
    const out = await browser.submit({ ...account, text: '<form method="post" action="/account/sign-out">' }, {})
    expect(out.text).toContain('<h1>Sign in</h1>')
    expect((await read((await refresh(client, tokens.refresh_token)).json.access_token)).status).toBe(200)
  })

  it('that was refreshed counts as stolen when it comes again after ten minutes', async () => {
    const client = await gateway.createClient()
    const tokens = await gateway.getTokens(client)
    const next = (await refresh(client, tokens.refresh_token)).json
    later(601)
    expect((await refresh(client, tokens.refresh_token)).json.error).toBe('invalid_grant')
    expect((await refresh(client, next.refresh_token)).json.error).toBe('invalid_grant')
  })
})
