import { generateKeyPair, SignJWT, decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callback, password, startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'

let gateway: OAuthGateway
beforeAll(async () => {
  gateway = await startOAuthGateway()
})
afterAll(() => gateway[Symbol.asyncDispose]())

const read = (key: string) => gateway.ask('diary', '/entries', { key })

describe('an authorization code', () => {
  async function getCode(client: { client_id: string }): Promise<Record<string, string>> {
    const back = await gateway.allow(gateway.browser(), gateway.authorizeUrl(client))
    return { grant_type: 'authorization_code', code: back.searchParams.get('code')!, redirect_uri: callback }
  }

  it('works once: a replay fails and ends what it gave', async () => {
    const client = await gateway.createClient()
    const code = await getCode(client)
    const first = await gateway.token({ ...code, ...client })
    expect(first.status).toBe(200)
    expect(await gateway.token({ ...code, ...client })).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    expect((await read(first.json.access_token)).status).toBe(401)
    const refresh = { grant_type: 'refresh_token', refresh_token: first.json.refresh_token, ...client }
    expect(await gateway.token(refresh)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  it('is redeemed by one of twenty at once', async () => {
    const client = await gateway.createClient()
    const code = await getCode(client)
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.token({ ...code, ...client })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19)
  })

  it('is of no use to another client, with another redirect, or without the secret', async () => {
    const [client, other] = [await gateway.createClient(), await gateway.createClient()]
    const code = await getCode(client)
    expect((await gateway.token({ ...code, ...other })).json.error).toBe('invalid_grant')
    expect((await gateway.token({ ...code, ...client, redirect_uri: `${callback}/` })).json.error).toBe('invalid_grant')
    expect((await gateway.token({ ...code, ...client, client_secret: 'wrong' })).json.error).toBe('invalid_client')
    expect((await gateway.token({ ...code, client_id: client.client_id })).json.error).toBe('invalid_client')
  })

  it('is not redeemed at the host of another plugin', async () => {
    const client = await gateway.createClient()
    const code = await getCode(client)
    expect((await gateway.token({ ...code, ...client }, 'shelf')).status).toBe(401)
    expect((await gateway.token({ ...code, ...client }, 'diary')).status).toBe(200)
  })
})

describe('a refresh token', () => {
  const refresh = (client: object, token: string) =>
    gateway.token({ grant_type: 'refresh_token', refresh_token: token, ...client } as Record<string, string>)

  it('that is sent twice gives the same successor, so that a lost answer does no harm', async () => {
    const client = await gateway.createClient()
    const tokens = await gateway.getTokens(client)
    const [first, second] = [await refresh(client, tokens.refresh_token), await refresh(client, tokens.refresh_token)]
    expect(first.json.refresh_token).not.toBe(tokens.refresh_token)
    expect(second.json.refresh_token).toBe(first.json.refresh_token)
    expect((await refresh(client, first.json.refresh_token)).status).toBe(200)
  })

  it('sent many times at once leaves one successor that lives', async () => {
    const client = await gateway.createClient()
    const tokens = await gateway.getTokens(client)
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(client, tokens.refresh_token)))
    const successors = new Set(answers.map(({ json }) => json.refresh_token).filter(Boolean))
    expect(successors.size).toBe(1)
    expect((await refresh(client, [...successors][0])).status).toBe(200)
  })

  it('replayed after its successor was used ends the whole family', async () => {
    const client = await gateway.createClient()
    const tokens = await gateway.getTokens(client)
    const second = (await refresh(client, tokens.refresh_token)).json
    const third = (await refresh(client, second.refresh_token)).json
    expect((await refresh(client, tokens.refresh_token)).json.error).toBe('invalid_grant')
    expect((await refresh(client, third.refresh_token)).json.error).toBe('invalid_grant')
    expect((await read(third.access_token)).status).toBe(401)
  })

  it('can be revoked, with everything of its grant, by its own client only', async () => {
    const [client, other] = [await gateway.createClient(), await gateway.createClient()]
    const tokens = await gateway.getTokens(client)
    const revoke = (by: object) => {
      const raw = new URLSearchParams({ token: tokens.refresh_token, ...by }).toString()
      return gateway.ask('auth', '/oauth/revoke', { raw, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    }
    expect((await revoke(other)).status).toBe(200)
    expect((await refresh(client, tokens.refresh_token)).status).toBe(200)
    const more = await gateway.getTokens(client)
    const raw = new URLSearchParams({ token: more.refresh_token, ...client }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await gateway.ask('auth', '/oauth/revoke', { raw, headers })).status).toBe(200)
    expect((await refresh(client, more.refresh_token)).json.error).toBe('invalid_grant')
    expect((await read(more.access_token)).status).toBe(401)
  })
})

describe('an access token', () => {
  it('is an ES256 JWT for one plugin and a quarter of an hour', async () => {
    const { access_token: token } = await gateway.getTokens(await gateway.createClient())
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' })
    const claims = decodeJwt(token)
    expect(claims).toMatchObject({ iss: gateway.issuer, aud: gateway.origin('diary'), scope: 'diary:read diary:write' })
    expect(claims.exp! - claims.iat!).toBe(900)
  })

  it('that is forged or changed is refused', async () => {
    const { access_token: token } = await gateway.getTokens(await gateway.createClient())
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const claims = decodeJwt(token)
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const { privateKey } = await generateKeyPair('ES256')
    const foreign = await new SignJWT({ ...claims }).setProtectedHeader({ ...decodeProtectedHeader(token), alg: 'ES256' }).sign(privateKey)
    const forged = [
      foreign,
      `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
      `${header}.${encode({ ...claims, scope: 'diary:admin' })}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -2)}AA`,
    ]
    for (const text of forged) expect((await read(text)).status).toBe(401)
    expect((await read(token)).status).toBe(200)
  })

  it('shows each person their own things only', async () => {
    const client = await gateway.createClient()
    const [ada, bob] = [await gateway.getTokens(client), await gateway.getTokens(client, 'bob@example.com')]
    await gateway.ask('diary', '/entries', { key: ada.access_token, body: { text: 'of Ada' } })
    expect((await read(bob.access_token)).json).toEqual({ entries: [] })
  })

  it('dies with its client', async () => {
    const client = await gateway.createClient()
    const tokens = await gateway.getTokens(client)
    expect(await gateway.clients.revoke(client.client_id)).toBe(true)
    expect((await read(tokens.access_token)).status).toBe(401)
    expect((await gateway.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token, ...client })).json.error).toBe(
      'invalid_client',
    )
  })
})

describe('the pages', () => {
  it('send nobody to a redirect that is not registered, letter by letter', async () => {
    const client = await gateway.createClient()
    for (const uri of [`${callback}/`, `${callback}?a=b`, 'https://host.example.evil.example/callback', 'http://host.example/callback']) {
      const answer = await gateway.browser().open(gateway.authorizeUrl(client, { redirect_uri: uri }))
      expect(answer).toMatchObject({ status: 400 })
      expect(answer.headers.location).toBeUndefined()
    }
  })

  it('can not be framed, run no script, and are not kept by caches', async () => {
    const browser = gateway.browser()
    const page = await browser.open(gateway.authorizeUrl(await gateway.createClient()))
    const policy = page.headers['content-security-policy']
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('script-src')
    expect(page.headers['cache-control']).toBe('no-store')
    expect(page.text).not.toContain('<script')
  })

  it('answer a wrong password the same for known and unknown people', async () => {
    const client = await gateway.createClient()
    const attempt = async (email: string) => {
      const browser = gateway.browser()
      const page = await browser.submit(await browser.open(gateway.authorizeUrl(client)), { email, password: 'wrong', do: 'sign-in' })
      return {
        status: page.status,
        text: page.text
          .replaceAll(email, '')
          .replaceAll(/interaction(?:%2F|\/)[\w-]+/g, '')
          .replaceAll(/interaction\/[\w-]+/g, ''),
      }
    }
    expect(await attempt('ada@example.com')).toEqual(await attempt('nobody@example.com'))
  })

  it('take no more than ten tries for one person', async () => {
    const browser = gateway.browser()
    const page = await browser.open(gateway.authorizeUrl(await gateway.createClient()))
    const fields = { email: 'target@example.com', password: 'wrong', do: 'sign-in' }
    for (let count = 0; count < 10; count++) expect((await browser.submit(page, fields)).status).toBe(400)
    expect((await browser.submit(page, fields)).status).toBe(429)
  })

  it('take no form of another site', async () => {
    const browser = gateway.browser()
    const page = await browser.open(gateway.authorizeUrl(await gateway.createClient()))
    const fields = { email: 'ada@example.com', password, do: 'sign-in' }
    expect((await browser.submit(page, fields, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403)
    expect((await browser.submit(page, fields, { 'sec-fetch-site': 'same-site', origin: gateway.origin('diary') })).status).toBe(403)
  })

  it('go on only in the browser in which the sign-in began', async () => {
    const page = await gateway.browser().open(gateway.authorizeUrl(await gateway.createClient()))
    expect((await gateway.browser().submit(page, { email: 'ada@example.com', password, do: 'sign-in' })).status).toBe(410)
  })

  it('ask each time and give nothing to a form that skips the question', async () => {
    const client = await gateway.createClient()
    const browser = gateway.browser()
    await gateway.allow(browser, gateway.authorizeUrl(client))
    const again = await browser.open(gateway.authorizeUrl(client))
    expect(again.text).toContain('Let Host use Diary?')
    const beyond = await browser.submit(again, { scope: ['shelf:read'], do: 'allow' })
    expect(new URL(beyond.url).searchParams.get('error')).toBe('access_denied')
    const silent = await browser.open(gateway.authorizeUrl(client, { prompt: 'none' }))
    expect(new URL(silent.url).searchParams.get('error')).toBe('consent_required')
    expect(new URL(silent.url).searchParams.get('iss')).toBe(gateway.issuer)
  })

  it('name the issuer when the person says no', async () => {
    const browser = gateway.browser()
    const consent = await gateway.signIn(browser, gateway.authorizeUrl(await gateway.createClient()))
    const back = new URL((await browser.submit(consent, { do: 'cancel' })).url).searchParams
    expect([back.get('error'), back.get('iss'), back.get('state')]).toEqual(['access_denied', gateway.issuer, 'state'])
  })
})

describe('cookies', () => {
  it('are HttpOnly, SameSite and bound to the host, and the session gets a new name when somebody signs in', async () => {
    const browser = gateway.browser()
    const client = await gateway.createClient()
    const page = await browser.open(gateway.authorizeUrl(client))
    for (const { attributes } of browser.cookies()) {
      expect(attributes.toLowerCase()).toMatch(/httponly/)
      expect(attributes.toLowerCase()).toMatch(/samesite=lax/)
      expect(attributes.toLowerCase()).not.toMatch(/domain=|secure/)
    }
    expect(browser.cookies().some(({ name, path }) => name === 'interaction' && path.startsWith('/interaction/'))).toBe(true)
    await browser.submit(page, { email: 'ada@example.com', password, do: 'sign-in' })
    const before = browser.cookies().find(({ name }) => name === 'session')?.value
    const other = await browser.open(gateway.authorizeUrl(client, { prompt: 'login' }))
    await browser.submit(other, { email: 'ada@example.com', password, do: 'sign-in' })
    const after = browser.cookies().find(({ name }) => name === 'session')?.value
    expect(after).toBeTruthy()
    expect(after).not.toBe(before)
  })

  it('are not set by plugin hosts', async () => {
    const answers = [
      await gateway.ask('diary', '/entries'),
      await gateway.ask('diary', '/oauth/authorize?client_id=x'),
      await gateway.token({}, 'diary'),
    ]
    for (const { headers } of answers) expect(headers['set-cookie']).toBeUndefined()
  })
})

describe('what was allowed', () => {
  it('is seen and taken back on the account page, and its tokens end', async () => {
    const client = await gateway.createClient()
    const tokens = await gateway.getTokens(client, 'bob@example.com')
    const browser = gateway.browser()
    const form = await browser.open(`${gateway.issuer}/account`)
    const page = await browser.submit(form, { email: 'bob@example.com', password })
    expect(page.text).toContain('Host uses Diary')
    const id = /name="grant" value="([^"]+)"/.exec(page.text)![1]!
    const stranger = gateway.browser()
    const other = await stranger.submit(await stranger.open(`${gateway.issuer}/account`), { email: 'ada@example.com', password })
    await stranger.submit({ ...other, text: '<form method="post" action="/account/revoke">' }, { grant: id })
    const still = await browser.open(`${gateway.issuer}/account`)
    expect(still.text).toContain(id)
    const after = await browser.submit({ ...still, text: '<form method="post" action="/account/revoke">' }, { grant: id })
    expect(after.text).not.toContain(id)
    const ended = await gateway.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token, ...client })
    expect(ended.json.error).toBe('invalid_grant')
    expect((await read(tokens.access_token)).status).toBe(401)
    const out = await browser.submit({ ...after, text: '<form method="post" action="/account/sign-out">' }, {})
    expect(out.text).toContain('<h1>Sign in</h1>')
  })

  it('ends when an access token is revoked at the endpoint, by its own client only', async () => {
    const [client, other] = [await gateway.createClient(), await gateway.createClient()]
    const tokens = await gateway.getTokens(client)
    const revoke = (by: object) => {
      const raw = new URLSearchParams({ token: tokens.access_token, ...by }).toString()
      return gateway.ask('auth', '/oauth/revoke', { raw, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    }
    const refresh = () => gateway.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token, ...client })
    expect((await revoke({ ...client, client_secret: 'wrong' })).status).toBe(401)
    expect((await revoke(other)).status).toBe(200)
    expect((await refresh()).status).toBe(200)
    expect((await revoke(client)).status).toBe(200)
    expect((await refresh()).json.error).toBe('invalid_grant')
    expect((await read(tokens.access_token)).status).toBe(401)
  })
})

describe('the audit trail', () => {
  it('has a line for each step of a sign-in, and no secret in it', async () => {
    const client = await gateway.createClient()
    const tokens = await gateway.getTokens(client, 'bob@example.com')
    await gateway.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token, ...client })
    await expect.poll(async () => (await gateway.audit.list()).filter(({ clientId }) => clientId === client.client_id)).toHaveLength(4)
    const lines = (await gateway.audit.list()).filter(({ clientId }) => clientId === client.client_id)
    expect(lines.map(({ event }) => event).toReversed()).toEqual(['sign-in', 'consent', 'token.issued', 'token.issued'])
    expect(
      lines
        .map(({ plugin }) => plugin)
        .toReversed()
        .slice(1),
    ).toEqual(['diary', 'diary', 'diary'])
    const text = JSON.stringify(lines)
    for (const secret of [tokens.access_token, tokens.refresh_token, client.client_secret, password]) expect(text).not.toContain(secret)
  })

  it('has one line for a wrong password, and one for a person who allows nothing', async () => {
    const client = await gateway.createClient()
    const browser = gateway.browser()
    const url = gateway.authorizeUrl(client)
    await browser.submit(await browser.open(url), { email: 'bob@example.com', password: 'not the password', do: 'sign-in' })
    const back = await gateway.allow(browser, url, { email: 'bob@example.com', scope: [] })
    expect(back.searchParams.get('error')).toBe('access_denied')
    const lines = (await gateway.audit.list()).filter(({ clientId }) => clientId === client.client_id)
    expect(lines.map(({ event }) => event).toReversed()).toEqual(['sign-in.refused', 'sign-in', 'consent.refused'])
    expect(lines.at(-1)).toMatchObject({ plugin: 'diary', details: { code: 'wrong_password' } })
    expect(JSON.stringify(lines)).not.toContain('not the password')
  })
})
