import { SMTPServer } from 'smtp-server'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'

const password = 'many words make a password'

/** A mail server that keeps what it is given. */
async function startMailServer() {
  const mails: { to: string; text: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, callback) {
      let text = ''
      stream.on('data', (chunk) => (text += String(chunk)))
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo[0]!.address, text: text.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=') })
        callback()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const waitForLink = async (to: string, number = 1) => {
    const own = () => mails.filter((mail) => mail.to === to)
    await vi.waitUntil(() => own().length >= number, { timeout: 5000, interval: 10 })
    return /http:\S+\/password\/\S+/.exec(own()[number - 1]!.text)![0]
  }
  return { url, mails, waitForLink, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

describe('making an account where nobody else can come', () => {
  let gateway: OAuthGateway
  beforeAll(async () => void (gateway = await startOAuthGateway()))
  afterAll(() => gateway[Symbol.asyncDispose]())

  it('goes on to what the program asked for', async () => {
    const browser = gateway.browser()
    const signIn = await browser.open(gateway.authorizeUrl(await gateway.createClient(), { scope: 'diary:read' }))
    const link = /href="(\/sign-up\?next=[^"]+)"/.exec(signIn.text)![1]!
    const consent = await browser.submit(await browser.open(`${gateway.issuer}${link}`), { email: 'new@example.com', password })
    expect(consent.text).toContain('Let Host use')
    expect(consent.text).toContain('new@example.com')
  })

  it('refuses weak passwords, wrong addresses, and those that have an account', async () => {
    const browser = gateway.browser()
    const page = await browser.open(`${gateway.issuer}/sign-up`)
    expect((await browser.submit(page, { email: 'a@example.com', password: 'short' })).text).toContain('at least 12 characters')
    expect((await browser.submit(page, { email: 'nobody', password })).text).toContain('nobody is not an e-mail address')
    const known = await browser.submit(page, { email: 'ADA@example.com', password })
    expect(known).toMatchObject({ status: 400, text: expect.stringContaining('Sign in instead') })
    expect((await browser.open(`${gateway.issuer}/account`)).text).not.toContain('ada@example.com')
  })

  it('never sends people to another site', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/account/../evil', '/\\evil.example', '/oauth/authorize'])
      expect((await gateway.browser().open(`${gateway.issuer}/sign-up?next=${encodeURIComponent(next)}`)).text).not.toContain('evil')
  })

  it('is not done by a form of another site', async () => {
    const browser = gateway.browser()
    const page = await browser.open(`${gateway.issuer}/sign-up`)
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await browser.submit(page, { email: 'forced@example.com', password }, foreign)).status).toBe(403)
    expect(await gateway.accounts.findByEmail('forced@example.com')).toBeUndefined()
  })

  it('gives a new session, not the one the browser brought', async () => {
    const browser = gateway.browser()
    const begin = await browser.open(`${gateway.issuer}/sign-up`)
    const before = browser.cookies().map(({ value }) => value)
    await browser.submit(begin, { email: 'fixed@example.com', password })
    const after = browser.cookies().filter(({ name }) => /session/.test(name))
    expect(after.length).toBeGreaterThan(0)
    expect(after.every(({ value }) => !before.includes(value))).toBe(true)
  })

  it('is slowed down like signing in', async () => {
    const browser = gateway.browser()
    const page = await browser.open(`${gateway.issuer}/sign-up`)
    const answers = []
    for (let index = 0; index < 11; index++) answers.push((await browser.submit(page, { email: 'ada@example.com', password })).status)
    expect(answers.at(-1)).toBe(429)
  })
})

describe('an account of one’s own', () => {
  let gateway: OAuthGateway
  beforeAll(async () => void (gateway = await startOAuthGateway()))
  afterAll(() => gateway[Symbol.asyncDispose]())

  async function signUp(email: string) {
    const browser = gateway.browser()
    await browser.submit(await browser.open(`${gateway.issuer}/sign-up`), { email, password })
    return browser
  }

  it('shows where one is signed in, and ends one of them or all others', async () => {
    const first = await signUp('rosa@example.com')
    const second = gateway.browser()
    await second.submit(await second.open(`${gateway.issuer}/account`), { email: 'rosa@example.com', password })
    const page = await first.open(`${gateway.issuer}/account`)
    const device = /name="device" value="([\w-]{10,})"/.exec(page.text)![1]!
    expect(page.text).toContain('this browser')
    await first.submit({ ...page, text: page.text.slice(page.text.indexOf('action="/account/devices"') - 20) }, { device })
    expect((await second.open(`${gateway.issuer}/account`)).text).toContain('Sign in')
    expect((await first.open(`${gateway.issuer}/account`)).text).toContain('rosa@example.com')
  })

  it('is not changed by somebody else', async () => {
    const rosa = await signUp('rosa2@example.com')
    const page = await rosa.open(`${gateway.issuer}/account`)
    const uid = (await gateway.accounts.findByEmail('rosa2@example.com'))!.id
    const mallory = await signUp('mallory@example.com')
    const form = { ...(await mallory.open(`${gateway.issuer}/account`)), text: '<form method="post" action="/account/devices">' }
    await mallory.submit(form, { device: uid })
    expect(page.status).toBe(200)
    expect((await rosa.open(`${gateway.issuer}/account`)).text).toContain('rosa2@example.com')
  })

  it('has its password changed only with the present one, and is then signed out elsewhere', async () => {
    const browser = await signUp('linus@example.com')
    const other = gateway.browser()
    await other.submit(await other.open(`${gateway.issuer}/account`), { email: 'linus@example.com', password })
    const page = await browser.open(`${gateway.issuer}/account/password`)
    const next = 'a whole new password'
    expect((await browser.submit(page, { present: 'wrong', password: next, again: next })).text).toContain('present password is not right')
    expect((await browser.submit(page, { present: password, password: next, again: `${next}!` })).text).toContain('not the same')
    expect((await browser.submit(page, { present: password, password: next, again: next })).text).toContain('Your password is changed')
    expect((await browser.open(`${gateway.issuer}/account`)).text).toContain('linus@example.com')
    expect((await other.open(`${gateway.issuer}/account`)).text).toContain('Sign in')
    expect(await gateway.accounts.signIn('linus@example.com', password)).toBeUndefined()
    expect(await gateway.accounts.signIn('linus@example.com', next)).toMatchObject({ email: 'linus@example.com' })
  })

  it('is kept out with its tokens when the operator says so', async () => {
    const client = await gateway.createClient()
    await signUp('gone@example.com')
    const { id } = (await gateway.accounts.findByEmail('gone@example.com'))!
    const { access_token: token, refresh_token } = await gateway.getTokens(client, 'bob@example.com')
    expect(token).toBeTruthy()
    await gateway.accounts.setDisabled(id, true)
    expect(await gateway.accounts.signIn('gone@example.com', password)).toBeUndefined()
    const bob = (await gateway.accounts.findByEmail('bob@example.com'))!
    await gateway.accounts.setDisabled(bob.id, true)
    expect((await gateway.token({ grant_type: 'refresh_token', refresh_token, ...client })).status).toBe(400)
    await gateway.accounts.setDisabled(bob.id, false)
    expect(await gateway.accounts.find(bob.id)).toMatchObject({ email: 'bob@example.com' })
  })
})

describe('accounts where mail is sent', () => {
  let gateway: OAuthGateway
  let mail: Awaited<ReturnType<typeof startMailServer>>
  beforeAll(async () => {
    mail = await startMailServer()
    gateway = await startOAuthGateway({ SMTP_URL: mail.url, SIGN_UP: 'domains', SIGN_UP_DOMAINS: 'acme.example' })
  })
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]()
    await mail.close()
  })

  const ask = async (path: string, email: string) => {
    const browser = gateway.browser()
    return browser.submit(await browser.open(`${gateway.issuer}${path}`), { email })
  }

  it('are made by a link, and the person goes on to what was asked', async () => {
    const browser = gateway.browser()
    const signIn = await browser.open(gateway.authorizeUrl(await gateway.createClient(), { scope: 'diary:read' }))
    const link = /href="(\/sign-up\?next=[^"]+)"/.exec(signIn.text)![1]!
    const told = await browser.submit(await browser.open(`${gateway.issuer}${link}`), { email: 'wile@acme.example' })
    expect(told.text).toContain('Look into your mail')
    const page = await browser.open(await mail.waitForLink('wile@acme.example'))
    const consent = await browser.submit(page, { password, again: password })
    expect(consent.text).toContain('Let Host use')
    expect((await browser.open(await mail.waitForLink('wile@acme.example'))).status).toBe(410)
  })

  it('answer the same for every address', async () => {
    await gateway.accounts.ensure('known@acme.example')
    const texts = []
    for (const email of ['known@acme.example', 'fresh@acme.example', 'known@evil.example'])
      texts.push((await ask('/sign-up', email)).text.replaceAll(email, ''))
    expect(new Set(texts).size).toBe(1)
    const resets = []
    for (const email of ['known@acme.example', 'nobody@acme.example']) resets.push((await ask('/reset', email)).text.replaceAll(email, ''))
    expect(new Set(resets).size).toBe(1)
    expect(await gateway.accounts.findByEmail('known@evil.example')).toBeUndefined()
    await mail.waitForLink('known@acme.example', 2)
    expect(mail.mails.filter(({ to }) => to === 'known@evil.example' || to === 'nobody@acme.example')).toEqual([])
  })

  it('have no second recipient smuggled in', async () => {
    const { status } = await ask('/sign-up', 'a@acme.example\r\nBcc: b@evil.example')
    expect(status).toBe(400)
  })
})

describe('accounts by invitation', () => {
  it('can’t be made by oneself', async () => {
    await using gateway = await startOAuthGateway({ SIGN_UP: 'invited' })
    const browser = gateway.browser()
    expect((await browser.open(`${gateway.issuer}/sign-up`)).text).toContain('By invitation only')
    const page = await browser.open(`${gateway.issuer}/account`)
    expect(page.text).toContain('How to get an account')
    const forced = { ...page, text: '<form method="post" action="/sign-up">' }
    expect((await browser.submit(forced, { email: 'x@example.com', password })).status).toBe(403)
    expect(await gateway.accounts.findByEmail('x@example.com')).toBeUndefined()
  })
})
