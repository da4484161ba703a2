import {
  askHost,
  documentId,
  findPort,
  password,
  startFront,
  startOAuthGateway,
  type Front,
  type OAuthGateway,
} from '@patchbay/gateway/testing'
import axe, { type AxeResults } from 'axe-core'
import { createHash } from 'node:crypto'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, launchBrowser } from './chromium.ts'
import { makeCertificate } from './make-certificate.ts'

const certificate = hasBrowser ? makeCertificate() : undefined
const callback = 'http://127.0.0.1:40000/callback'
const verifier = 'v'.repeat(43)
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

describe.skipIf(!certificate)('signing in over https, in a browser (skipped where chromium or openssl is not installed)', () => {
  let front: Front
  let gateway: OAuthGateway
  let browser: Browser
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    const port = await findPort()
    front = await startFront([port], certificate)
    gateway = await startOAuthGateway({
      PORT: String(port),
      PATCHBAY_URL: `https://localhost:${front.port}`,
      SIGN_UP: 'open',
      SMTP_URL: 'smtp://127.0.0.1:9',
    })
    browser = await launchBrowser()
    context = await browser.newContext({ ignoreHTTPSErrors: true })
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
    // The program that asked: it listens on the person's device.
    await page.route('http://127.0.0.1:40000/**', (route) => route.fulfill({ body: 'You can close this.' }))
  })

  afterAll(async () => {
    await browser?.close()
    await gateway?.[Symbol.asyncDispose]()
    await front?.[Symbol.asyncDispose]()
  })

  const at = (host: string, path: string) => `https://${host}.localhost:${front.port}${path}`
  const ask = (host: string, path: string, more: object) =>
    askHost({ port: gateway.port, host: `${host}.localhost:${front.port}`, path, ...more })
  /** Their signatures lie beside them. */
  const cookies = async () =>
    (await context.cookies())
      .filter(({ name }) => !name.endsWith('.sig'))
      .map(({ name, domain, path, secure, httpOnly, sameSite }) => ({ name, domain, path, secure, httpOnly, sameSite }))

  const authorizeUrl = () => {
    const client = { response_type: 'code', client_id: documentId, redirect_uri: callback, state: 'state' }
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const asked = {
      scope: 'diary:read diary:write',
      resource: at('diary', '/mcp'),
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }
    return at('auth', `/oauth/authorize?${new URLSearchParams({ ...client, ...asked })}`)
  }

  /** What the tab key comes to, one after another. */
  const walk = async (steps: number) => {
    const values: unknown[] = []
    for (let step = 0; step < steps; step++) {
      await page.keyboard.press('Tab')
      values.push(await page.evaluate('document.activeElement.value'))
    }
    return values
  }

  /** What axe finds by the rules of WCAG 2.2 A and AA, and whether the page is wider than a phone. */
  const findFaults = async (): Promise<string[]> => {
    const faults: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.evaluate(axe.source)
      const { violations } = (await page.evaluate(
        `axe.run(document, { runOnly: ${JSON.stringify(colorScheme === 'light' ? rules : ['color-contrast'])} })`,
      )) as AxeResults
      faults.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${colorScheme} ${id} ${target.join(' ')}`)))
    }
    await page.setViewportSize({ width: 360, height: 740 })
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (width > 360) faults.push(`${width} pixels wide on a phone`)
    await page.setViewportSize({ width: 1280, height: 860 })
    return faults
  }
  it('leads from the question through sign-in and consent to a call', async () => {
    await page.goto(authorizeUrl())
    const uid = new URL(page.url()).pathname.split('/').at(-1)
    const bound = { domain: 'auth.localhost', secure: true, httpOnly: true, sameSite: 'Lax' }
    const asked = { ...bound, name: '__Secure-interaction', path: `/interaction/${uid}` }
    expect((await cookies()).toSorted((one, other) => one.name.localeCompare(other.name))).toEqual([
      asked,
      { ...bound, name: '__Secure-resume', path: `/oauth/authorize/${uid}` },
    ])
    expect(await findFaults()).toEqual([])
    await page.getByLabel('E-mail').fill('ada@example.com')
    await page.getByLabel('Password').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('is not right').waitFor()
    expect(await findFaults()).toEqual([])
    await page.getByLabel('Password').fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Allow' }).waitFor()
    expect(await cookies()).toContainEqual({ ...bound, name: '__Host-session', path: '/' })
    expect(await findFaults()).toEqual([])
    expect(await walk(4)).toEqual(['diary:read', 'diary:write', 'allow', 'cancel'])
    await page.getByRole('checkbox', { name: /add, change/ }).uncheck()
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL('http://127.0.0.1:40000/**')
    const back = new URL(page.url()).searchParams
    expect(Object.fromEntries(back)).toEqual({ code: expect.any(String), state: 'state', iss: at('auth', '') })
    const fields = { client_id: documentId, redirect_uri: callback, code_verifier: verifier, code: back.get('code')! }
    const raw = new URLSearchParams({ grant_type: 'authorization_code', ...fields }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const { json: tokens } = await ask('auth', '/oauth/token', { raw, headers })
    expect(tokens.scope).toBe('diary:read')
    expect((await ask('diary', '/entries', { key: tokens.access_token })).status).toBe(200)
  })

  it('keeps every cookie from plugins, and what they set for the domain out', async () => {
    const requests: Request[] = []
    const findSent = async () => (await Promise.all(requests.map((request) => request.headerValue('cookie')))).filter(Boolean)
    await page.route(at('diary', '/plant'), (route) =>
      route.fulfill({ headers: { 'set-cookie': '__Host-session=planted; Domain=localhost; Path=/; Secure' }, body: '' }),
    )
    page.on('request', (request) => requests.push(request))
    for (const path of ['/', '/docs', '/.well-known/ai-plugin.json', '/plant']) {
      await page.goto(at('diary', path))
      expect(await page.evaluate('document.cookie')).toBe('')
    }
    await page.waitForLoadState('networkidle')
    expect(await findSent()).toEqual([])
    const kept = await cookies()
    expect(kept.every(({ domain }) => domain === 'auth.localhost')).toBe(true)
    await page.goto(at('auth', '/account'))
    await page.getByText('ada@example.com').waitFor()
    expect((await findSent())[0]).toContain('__Host-session=')
  })

  it.each(['/account', '/account/password', '/sign-up', '/reset', '/nothing', '/oauth/authorize?client_id=nobody', '/'])(
    'has nothing at %s that keeps people out, light and dark, at a desk and on a phone',
    async (path) => {
      await page.goto(at('auth', path))
      expect(await findFaults()).toEqual([])
    },
  )
})
