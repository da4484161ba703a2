import type { PlatformDatabase } from '@patchbay/database'
import { createTestDatabase } from '@patchbay/database/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Browser, Page } from './browser.ts'
import { password, startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'

const paths = ['/', '/jobs', '/people', '/keys', '/clients', '/doctor', '/usage', '/audit', '/queues']

/** What each page would do, as its forms send it. */
const posts: [path: string, fields: Record<string, string>][] = [
  ['/', { do: 'off', plugin: 'diary' }],
  ['/', { do: 'on', plugin: 'diary' }],
  ['/jobs', { do: 'retry', job: 'one' }],
  ['/jobs', { do: 'drop', job: 'one' }],
  ['/keys', { do: 'create', name: 'stolen' }],
  ['/keys', { do: 'revoke', key: 'one' }],
  ['/clients', { do: 'create', name: 'Stolen', plugin: 'diary' }],
  ['/clients', { do: 'revoke', client: 'one' }],
  ['/doctor', { do: 'examine', plugin: 'diary' }],
  ['/sign-out', {}],
  ...['invite', 'link', 'admin', 'user', 'disable', 'enable', 'sign-out'].map((name): [string, Record<string, string>] => [
    '/people',
    { do: name, email: 'eve@example.com', user: 'somebody' },
  ]),
]

describe('admin.<domain>', () => {
  let gateway: OAuthGateway
  let database: PlatformDatabase
  let admin: Browser
  let origin: string

  beforeAll(async () => {
    database = await createTestDatabase()
    gateway = await startOAuthGateway({}, { database })
    origin = gateway.origin('admin')
    await makeAdmin('root@example.com')
    admin = await signIn('root@example.com')
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  async function makeAdmin(email: string) {
    const { id } = await gateway.accounts.ensure(email, 'admin')
    await gateway.accounts.passwordLinks.redeem(await gateway.accounts.passwordLinks.create(id), password)
    return id
  }

  async function signIn(email: string, path = '/'): Promise<Browser> {
    const browser = gateway.browser()
    await gateway.signIn(browser, `${origin}${path}`, email)
    return browser
  }

  const open = (browser: Browser, path: string) => browser.open(`${origin}${path}`)
  const readToken = (page: Page) => /name="csrf" value="([^"]+)"/.exec(page.text)![1]!
  const submit = (browser: Browser, path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const page = { status: 200, headers: {}, url: `${origin}${path}`, text: `<form method="post" action="${path}">` }
    return browser.submit(page, fields, headers)
  }
  const send = async (browser: Browser, path: string, fields: Record<string, string>) =>
    submit(browser, path, { ...fields, csrf: readToken(await open(browser, path)) })
  const listAudit = (event: string) => gateway.audit.list({ event })

  it('lets an administrator in through the one sign-in, back to the page that was asked for', async () => {
    const browser = gateway.browser()
    const form = await open(browser, '/people')
    expect(form.url).toContain(`${gateway.issuer}/interaction/`)
    expect(form.text).toContain('to run this Patchbay.')
    const page = await browser.submit(form, { email: 'root@example.com', password, do: 'sign-in' })
    expect(page).toMatchObject({ status: 200, url: `${origin}/people` })
    expect(page.text).toContain('Signed in as root@example.com')
    expect(browser.cookies().find(({ name }) => name === 'admin')?.attributes).toMatch(/^Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/)
  })

  it('takes no script and no frame, and is kept by no cache', async () => {
    for (const path of paths) {
      const { headers, text } = await open(admin, path)
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      )
      expect(headers['cache-control']).toBe('no-store')
      expect(text).not.toMatch(/<script|style=| on\w+=/)
    }
  })

  it('shows nobody else anything', async () => {
    const user = await signIn('ada@example.com')
    for (const path of [...paths, '/nothing', '/queues/api/queues']) {
      expect((await open(gateway.browser(), path)).url).toContain(`${gateway.issuer}/interaction/`)
      const page = await open(user, path)
      expect(page.status).toBe(403)
      expect(page.text).toContain('ada@example.com</strong>, who is not an administrator')
      expect(page.text).not.toContain('diary')
    }
  })

  it('takes forms of administrators alone, from their own pages and session', async () => {
    await makeAdmin('second@example.com')
    const [user, second] = [await signIn('ada@example.com'), await signIn('second@example.com')]
    const csrf = readToken(await open(admin, '/'))
    const before = (await gateway.audit.list({ limit: 500 })).length
    for (const [path, fields] of posts) {
      const send = async (browser: Browser, token: string, headers = {}) =>
        (await submit(browser, path, { ...fields, csrf: token }, headers)).status
      expect(await send(gateway.browser(), csrf)).toBe(401)
      if (path !== '/sign-out') expect(await send(user, readToken(await open(user, '/')))).toBe(403)
      expect(await send(admin, csrf, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(403)
      expect(await send(admin, csrf, { 'sec-fetch-site': 'same-site', origin: gateway.origin('diary') })).toBe(403)
      expect(await send(admin, '')).toBe(403)
      expect(await send(admin, readToken(await open(second, '/')))).toBe(403)
    }
    expect((await gateway.audit.list({ limit: 500 })).length).toBe(before)
    expect(await gateway.accounts.findByEmail('eve@example.com')).toBeUndefined()
  })

  it('ends with the role, the account or the session', async () => {
    const id = await makeAdmin('short@example.com')
    const [browser, other] = [await signIn('short@example.com'), await signIn('short@example.com')]
    await gateway.accounts.setRole(id, 'user')
    expect((await open(browser, '/')).status).toBe(403)
    await gateway.accounts.setRole(id, 'admin')
    await submit(browser, '/sign-out', { csrf: readToken(await open(browser, '/')) })
    expect((await open(browser, '/signed-out')).text).toContain('not signed in')
    expect(browser.cookies().find(({ name }) => name === 'admin')?.value).toBe('')
    await gateway.accounts.setDisabled(id, true)
    expect((await open(other, '/')).url).toContain('/interaction/')
  })

  it('begins no sign-in that another browser can end', async () => {
    const browser = gateway.browser()
    const back = await open(browser, '/auth/callback?code=stolen&state=guessed')
    expect(back.text).toContain('not signed in')
    expect((await open(browser, '/')).url).toContain('/interaction/')
  })

  describe('plugins', () => {
    const initialize = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }
    const headers = { accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-06-18' }
    const ask = (host: string) => gateway.ask(host, '/mcp', { body: initialize, headers })

    it('are switched off and on without a restart', async () => {
      const { text: key } = await gateway.keys.create({ name: 'ada', email: 'ada@example.com' })
      const listTools = async () => (await gateway.ask('', '/mcp', { body: initialize, headers, key })).text
      expect(await listTools()).toContain('shelf_')
      expect((await send(admin, '/', { do: 'off', plugin: 'shelf' })).text).toContain('switched off')

      const rest = await gateway.ask('shelf', '/openapi.json')
      expect(rest).toMatchObject({ status: 503, json: { code: 'unavailable', detail: expect.stringContaining('shelf is switched off') } })
      expect(rest.headers['retry-after']).toBe('300')
      expect(await ask('shelf')).toMatchObject({ status: 503, json: { error: { message: expect.stringContaining('switched off') } } })
      expect(await listTools()).not.toContain('shelf_')
      expect(await listTools()).toContain('diary_')
      expect((await gateway.ask('', '/plugins.json')).text).not.toContain('shelf')
      expect((await gateway.ask('', '/')).text).not.toContain('shelf')
      expect((await gateway.ask('diary', '/openapi.json')).status).toBe(200)

      await send(admin, '/', { do: 'on', plugin: 'shelf' })
      expect((await gateway.ask('shelf', '/openapi.json')).status).toBe(200)
      expect(await listTools()).toContain('shelf_')
      const root = (await gateway.accounts.findByEmail('root@example.com'))!.id
      expect(await listAudit('plugin.switched')).toMatchObject([
        { plugin: 'shelf', details: { on: true, admin: root } },
        { plugin: 'shelf', details: { on: false, admin: root } },
      ])
    })

    it('that are unknown are not switched', async () => {
      expect(await send(admin, '/', { do: 'off', plugin: 'nothing' })).toMatchObject({ status: 404 })
    })
  })

  describe('people', () => {
    const find = async (email: string) => (await gateway.accounts.list()).find((each) => each.email === email)!

    it('are invited by a link, and get in with it', async () => {
      const page = await send(admin, '/people', { do: 'invite', email: 'new@example.com', role: 'admin' })
      const link = /http:\S+\/password\/[\w-]+/.exec(page.text)![0]
      const browser = gateway.browser()
      await browser.submit(await browser.open(link), { password, again: password })
      await gateway.signIn(browser, `${origin}/`, 'new@example.com')
      expect((await open(browser, '/')).status).toBe(200)
    })

    it('who have no address are told so', async () => {
      const page = await send(admin, '/people', { do: 'invite', email: '<b>nobody' })
      expect(page.status).toBe(400)
      expect(page.text).toContain('&lt;b&gt;nobody is not an e-mail address')
    })

    it('change role, are kept out, let in and signed out', async () => {
      const { id } = await find('bob@example.com')
      await send(admin, '/people', { do: 'admin', user: id })
      const bob = await signIn('bob@example.com')
      expect((await open(bob, '/')).status).toBe(200)
      await send(admin, '/people', { do: 'sign-out', user: id })
      expect((await open(bob, '/')).url).toContain('/interaction/')
      await send(admin, '/people', { do: 'user', user: id })
      expect(await find('bob@example.com')).toMatchObject({ role: 'user' })
      await send(admin, '/people', { do: 'disable', user: id })
      expect(await gateway.accounts.signIn('bob@example.com', password)).toBeUndefined()
      await send(admin, '/people', { do: 'enable', user: id })
      expect(await gateway.accounts.signIn('bob@example.com', password)).toMatchObject({ email: 'bob@example.com' })
      const root = (await find('root@example.com')).id
      expect((await gateway.audit.list({ userId: id })).slice(0, 4)).toMatchObject([
        { event: 'user.changed', details: { disabled: false, admin: root } },
        { event: 'user.changed', details: { disabled: true, admin: root } },
        { event: 'user.changed', details: { role: 'user', admin: root } },
        { event: 'session.ended', details: { admin: root } },
      ])
    })

    it('can’t lock themselves out', async () => {
      const { id } = await find('root@example.com')
      for (const name of ['user', 'disable']) {
        const page = await send(admin, '/people', { do: name, user: id })
        expect(page).toMatchObject({ status: 409, text: expect.stringContaining('Another administrator has to.') })
      }
      expect(await find('root@example.com')).toMatchObject({ role: 'admin', disabledAt: null })
    })
  })
  describe('keys and clients', () => {
    it('are made, shown once, work, and are revoked', async () => {
      const made = await send(admin, '/keys', { do: 'create', name: 'For Ada', email: 'ada@example.com', plugin: 'diary', expires: '30d' })
      const key = /pb_user_\w+/.exec(made.text)![0]
      expect((await gateway.ask('diary', '/entries', { key })).status).toBe(200)
      expect((await gateway.ask('shelf', '/books', { key })).status).toBe(401)
      const list = await open(admin, '/keys')
      expect(list.text).toContain('For Ada')
      expect(list.text).not.toContain(key)
      const id = key.split('_')[2]!
      await send(admin, '/keys', { do: 'revoke', key: id })
      expect(await gateway.keys.verify(key)).toBeUndefined()
      expect(await listAudit('key.revoked')).toMatchObject([{ details: { key: id, admin: expect.any(String) } }])
    })

    it('are not made of wrong words', async () => {
      expect(await send(admin, '/keys', { do: 'create', name: '' })).toMatchObject({ status: 400 })
      expect(await send(admin, '/keys', { do: 'create', name: 'x', expires: 'soon' })).toMatchObject({
        status: 400,
        text: expect.stringContaining('soon is not a time to come'),
      })
      expect(await send(admin, '/keys', { do: 'create', name: 'x', plugin: 'nothing' })).toMatchObject({ status: 400 })
      expect(await send(admin, '/clients', { do: 'create', name: 'x', plugin: '', redirect: 'http://evil.example/' })).toMatchObject({
        status: 400,
      })
    })

    it('let people sign in with what the page says, until they are revoked', async () => {
      const redirect = 'https://host.example/callback'
      const made = await send(admin, '/clients', { do: 'create', name: 'Made here', plugin: 'diary', redirect })
      const [client_id, client_secret] = [...made.text.matchAll(/<dd><code>([\w-]+)<\/code>/g)].map((match) => match[1]!)
      const tokens = await gateway.getTokens({ client_id: client_id!, client_secret: client_secret! })
      expect((await gateway.ask('diary', '/entries', { key: tokens.access_token })).status).toBe(200)
      await send(admin, '/clients', { do: 'revoke', client: client_id! })
      const again = {
        grant_type: 'refresh_token',
        refresh_token: tokens.refresh_token,
        client_id: client_id!,
        client_secret: client_secret!,
      }
      expect((await gateway.token(again)).status).toBe(401)
      expect(await listAudit('client.revoked')).toMatchObject([{ clientId: client_id, details: { admin: expect.any(String) } }])
    })
  })

  describe('audit', () => {
    it('is filtered and paged, the newest first', async () => {
      const { id } = await gateway.accounts.ensure('much@example.com')
      for (let index = 0; index < 60; index++)
        await gateway.audit.write({ event: 'link.sent', userId: id, details: { number: `n${index}` } })
      const first = await open(admin, '/audit?event=link.sent&person=MUCH@example.com')
      expect(first.text).toContain('number: n59')
      expect(first.text).not.toContain('number: n9<')
      const older = /href="(\/audit\?[^"]+before=\d+)"/.exec(first.text)![1]!.replaceAll('&amp;', '&')
      const second = await open(admin, older)
      expect(second.text).toContain('number: n9<')
      expect(second.text).not.toContain('>Older<')
      expect((await open(admin, '/audit?person=nobody@example.com')).text).toContain('There is nothing.')
      expect((await open(admin, '/audit?before=x&event=%27')).status).toBe(200)
    })
  })

  it('examines how each kind of client signs in', async () => {
    const report = await send(admin, '/doctor', { do: 'examine', plugin: 'diary' })
    expect(report.text).toContain('Signing in to diary works.')
    expect(report.text).toContain('ChatGPT plugin')
    expect((await send(admin, '/doctor', { do: 'examine', plugin: 'nothing' })).text).toContain('Choose a plugin from the list.')
  })

  describe('another gateway on the same database', () => {
    it('follows a switch within seconds, and leaves what it counted when it ends', async () => {
      {
        await using other = await startOAuthGateway({}, { database: { ...database, close: () => Promise.resolve() } })
        const { text: key } = await other.keys.create({ name: 'counted', email: 'counted@example.com' })
        const ask = async () => (await other.ask('diary', '/entries', { key })).status
        const readStatus = async () => (await other.ask('diary', '/openapi.json')).status
        expect([await ask(), await ask()]).toEqual([200, 200])
        await send(admin, '/', { do: 'off', plugin: 'diary' })
        await vi.waitUntil(async () => (await readStatus()) === 503, { timeout: 10_000, interval: 100 })
        await send(admin, '/', { do: 'on', plugin: 'diary' })
        await vi.waitUntil(async () => (await readStatus()) === 200, { timeout: 10_000, interval: 100 })
      }
      const { text } = await open(admin, '/usage')
      const counted = />counted@example.com<\/td><td[^>]*>diary<\/td>(.*?)<\/tr>/.exec(text)![1]!
      expect(counted.replaceAll(/<[^>]+>/g, ' ').trim()).toMatch(/^2 +2 +0 +0$/)
    })
  })

  it('says where the queues are to be seen while it is embedded', async () => {
    expect((await open(admin, '/queues')).text).toContain('REDIS_URL')
  })
})
