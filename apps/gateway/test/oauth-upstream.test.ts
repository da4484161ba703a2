import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from './browser.ts'
import { callback, startOAuthGateway, type ConfidentialClient, type OAuthGateway } from './start-oauth-gateway.ts'
import { findPort } from './start-test-gateway.ts'
import { startUpstream, visitUpstream, type TestUpstream } from './start-upstream.ts'

describe('signing in at another provider', () => {
  let upstream: TestUpstream
  let gateway: OAuthGateway
  let client: ConfidentialClient

  beforeAll(async () => {
    const port = await findPort()
    upstream = await startUpstream(port)
    const policy = { SIGN_UP: 'domains', SIGN_UP_DOMAINS: 'example.org' }
    gateway = await startOAuthGateway({ PORT: String(port), ...policy, ...upstream.settings })
    client = await gateway.createClient()
  })
  afterEach(() => {
    upstream.person = { sub: 'ada', email: 'ada@example.com', email_verified: true }
    upstream.tamper = undefined
  })
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]()
    await upstream[Symbol.asyncDispose]()
  })

  /** The link on a sign-in page, and where the other provider sends the person back. */
  const leave = async (browser: Browser, page: Page): Promise<URL> => {
    const href = /href="(\/upstream[^"]*)">Continue with Example ID</.exec(page.text)![1]!
    return visitUpstream((await browser.open(new URL(href, gateway.issuer).href)).url)
  }
  const begin = async (browser = gateway.browser(), url = gateway.authorizeUrl(client)) => ({
    browser,
    back: await leave(browser, await browser.open(url)),
  })
  const refusals = async () => (await gateway.audit.list({ event: 'sign-in.refused' })).map(({ details }) => details?.['code'])

  it('lets a person allow a program something, as the account with their checked address', async () => {
    const { browser, back } = await begin()
    const consent = await browser.open(back.href)
    expect(consent.text).toContain('ada@example.com')
    const scope = [...consent.text.matchAll(/name="scope" value="([^"]+)"/g)].map((match) => match[1]!)
    const code = new URL((await browser.submit(consent, { scope, do: 'allow' })).url).searchParams.get('code')!
    const tokens = await gateway.token({ grant_type: 'authorization_code', code, redirect_uri: callback, ...client })
    expect(tokens).toMatchObject({ status: 200, json: { access_token: expect.any(String) } })
    const [signIn] = await gateway.audit.list({ event: 'sign-in' })
    expect(signIn).toMatchObject({ clientId: client.client_id, details: { by: upstream.issuer } })
    expect(await gateway.audit.list({ event: 'identity.linked' })).toHaveLength(1)
  })

  it('knows the person again by who they are there, whatever their address is by then', async () => {
    upstream.person = { sub: 'ada', email: 'bob@example.com', email_verified: true }
    const { browser, back } = await begin()
    expect((await browser.open(back.href)).text).toContain('ada@example.com')
  })

  it('opens the account page', async () => {
    const { browser, back } = await begin(gateway.browser(), `${gateway.issuer}/account`)
    const account = await browser.open(back.href)
    expect(account).toMatchObject({ status: 200, url: `${gateway.issuer}/account` })
    expect(account.text).toContain('ada@example.com')
  })

  it('makes accounts for whom the operator lets in, and for nobody else', async () => {
    const come = async (person: TestUpstream['person']) => {
      upstream.person = person
      const { browser, back } = await begin()
      return browser.open(back.href)
    }
    expect((await come({ sub: 'eve', email: 'eve@example.org', email_verified: true })).text).toContain('eve@example.org')
    for (const person of [
      { sub: 'mallory', email: 'mallory@elsewhere.example', email_verified: true },
      { sub: 'unchecked', email: 'bob@example.com', email_verified: false },
      { sub: 'silent', email: 'bob@example.com' },
      { sub: 'nameless' },
    ])
      expect(await come(person)).toMatchObject({ status: 403, text: expect.stringContaining('You are not signed in') })
    expect(await refusals()).toEqual(['no_verified_email', 'no_verified_email', 'no_verified_email', 'not_invited'])
    const eve = (await gateway.accounts.findByEmail('eve@example.org'))!
    expect((await gateway.audit.list({ userId: eve.id })).map(({ event }) => event)).toEqual([
      'sign-in',
      'identity.linked',
      'user.signed-up',
    ])
    await gateway.accounts.setDisabled(eve.id, true)
    expect(await come({ sub: 'eve', email: 'eve@example.org', email_verified: true })).toMatchObject({ status: 403 })
    await gateway.accounts.setDisabled(eve.id, false)
  })

  it.each([
    ['of another issuer', (back: URL) => back.searchParams.set('iss', 'https://evil.example')],
    ['without an issuer', (back: URL) => back.searchParams.delete('iss')],
    ['with another state', (back: URL) => back.searchParams.set('state', 'another')],
    ['with a code that was made up', (back: URL) => back.searchParams.set('code', 'made-up')],
  ])('refuses an answer %s', async (_, change) => {
    const { browser, back } = await begin()
    change(back)
    expect(await browser.open(back.href)).toMatchObject({ status: 400, text: expect.stringContaining('does not fit this sign-in') })
  })

  it('refuses the answer of another sign-in, in another browser, and again', async () => {
    const [one, two] = [await begin(), await begin()]
    expect(await one.browser.open(two.back.href)).toMatchObject({ status: 400 })
    expect(await gateway.browser().open(two.back.href)).toMatchObject({ status: 410, text: expect.stringContaining('another browser') })
    expect(await two.browser.open(two.back.href)).toMatchObject({ status: 200 })
    expect(await two.browser.open(two.back.href)).toMatchObject({ status: 410 })
    expect((await refusals()).slice(0, 3)).toEqual(['expired', 'expired', 'not_as_begun'])
  })

  it('says and writes down when the person does not let the provider sign them in', async () => {
    const { browser, back } = await begin()
    back.searchParams.delete('code')
    back.searchParams.set('error', 'access_denied')
    const before = (await refusals()).length
    expect(await browser.open(back.href)).toMatchObject({ status: 403, text: expect.stringContaining('was not allowed to sign you in') })
    expect(await refusals()).toHaveLength(before + 1)
    expect((await refusals())[0]).toBe('access_denied')
  })

  it('says when the provider has gone away meanwhile', async () => {
    const port = await findPort()
    const gone = await startUpstream(port)
    await using other = await startOAuthGateway({ PORT: String(port), ...gone.settings })
    const browser = other.browser()
    const back = await visitUpstream((await browser.open(`${other.issuer}/upstream`)).url)
    await gone[Symbol.asyncDispose]()
    expect(await browser.open(back.href)).toMatchObject({ status: 502, text: expect.stringContaining('can’t be reached') })
    expect(await other.audit.list({ event: 'sign-in.refused' })).toMatchObject([{ details: { code: 'unreachable' } }])
  })

  it('refuses a person whose token was made for another sign-in', async () => {
    upstream.tamper = (url) => url.searchParams.set('nonce', 'of-somebody-else')
    const { browser, back } = await begin()
    expect(await browser.open(back.href)).toMatchObject({ status: 400 })
  })

  it('takes who has come back to the page where they left, in that browser alone', async () => {
    const { browser, back } = await begin()
    const way = await gateway.ask('auth', `${back.pathname}${back.search}`, {
      headers: {
        cookie: browser
          .cookies()
          .map(({ name, value }) => `${name}=${value}`)
          .join('; '),
      },
    })
    expect(way.headers.location).toMatch(/^\/interaction\/[\w-]+\?signed-in=/)
    expect((await gateway.browser().open(new URL(way.headers.location!, gateway.issuer).href)).status).toBe(410)
    const other = await gateway.browser().open(gateway.authorizeUrl(client))
    const sealed = way.headers.location!.split('?')[1]!
    expect((await gateway.browser().open(`${other.url}?${sealed}`)).status).toBe(410)
    expect((await browser.open(new URL(way.headers.location!, gateway.issuer).href)).text).toContain('ada@example.com')
  })

  it('goes nowhere but to our own pages, and says when the provider is away', async () => {
    const { browser, back } = await begin(gateway.browser(), `${gateway.issuer}/account`)
    expect((await browser.open(back.href)).url).toBe(`${gateway.issuer}/account`)
    const elsewhere = gateway.browser()
    const sent = await elsewhere.open(`${gateway.issuer}/upstream?next=https://evil.example/`)
    expect((await elsewhere.open((await visitUpstream(sent.url)).href)).url).toBe(`${gateway.issuer}/account`)
    await using other = await startOAuthGateway({ ...upstream.settings, UPSTREAM_ISSUER: `http://127.0.0.1:${await findPort()}` })
    const away = await other.browser().open(`${other.issuer}/upstream`)
    expect(away).toMatchObject({ status: 502, text: expect.stringContaining('Example ID can’t be reached') })
    expect(away.headers['set-cookie']).toBeUndefined()
  })
})
