// A person in a real browser, over TLS: sets a password, looks at each host, signs in to the console, lets a program use
// notes, and agrees to a booking that a worker makes.
//   node infra/trial/browser.mjs <port> <domain> <key> <e-mail> <link to set the password>
import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { ask } from './edge.mjs'

const [port, domain, key, email, link] = process.argv.slice(2)
const password = 'a long password for a trial'
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags.split(' ') })
const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage()
page.setDefaultTimeout(15_000)
const complaints = []
page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))

try {
  await setPassword()
  await lookAtHosts()
  await signInToConsole()
  await allowProgram()
  const booking = await book()
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
  console.log(`A person booked ${booking.id}: ${booking.status}`)
} finally {
  await browser.close()
}

async function setPassword() {
  await page.goto(link)
  await page.fill('#password', password)
  await page.fill('#again', password)
  await page.click('text=Set password')
  await page.waitForLoadState()
  await page.goto(to('auth', '/account'))
  if (await page.isVisible('#email')) await signIn()
  await expectHeading('Your account')
}

async function signIn() {
  await page.fill('#email', email)
  await page.fill('#password', password)
  await page.click('button[value=sign-in]')
}

async function lookAtHosts() {
  await page.goto(to('', '/'))
  await expectHeading('Plugins for AI hosts')
  for (const name of ['flights', 'food', 'notes']) {
    await page.goto(to(name, '/'))
    await expectHeading(new RegExp(name, 'i'))
  }
}

async function signInToConsole() {
  await page.goto(to('console', '/'))
  await page
    .getByRole('link', { name: /sign in/i })
    .first()
    .click()
  await page.getByRole('textbox').first().waitFor()
  if (!page.url().startsWith(to('console', '/'))) throw new Error(`The console is not signed in: ${page.url()}`)
}

/** Dynamic registration, PKCE, consent, and a call with what came of it; the cookies on the way. */
async function allowProgram() {
  const auth = { port, host: `auth.${domain}` }
  const callback = 'http://127.0.0.1/callback'
  const registered = await ask({
    ...auth,
    method: 'POST',
    path: '/oauth/register',
    body: { client_name: 'Trial', redirect_uris: [callback], token_endpoint_auth_method: 'none' },
  })
  const client_id = registered.json.client_id
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri: callback,
    state: 'opaque',
    resource: to('notes', '/mcp'),
    scope: 'notes:read notes:write',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  await page.goto(to('auth', `/oauth/authorize?${query}`))
  if (await page.isVisible('#email')) await signIn()
  await expectHeading(/use Notes/)
  await lookAtCookies()
  const [back] = await Promise.all([
    page.waitForRequest((request) => request.url().startsWith(callback)),
    page.click('button[value=allow]'),
  ])
  const code = new URL(back.url()).searchParams.get('code')
  const fields = { grant_type: 'authorization_code', code, redirect_uri: callback, client_id, code_verifier: verifier }
  const tokens = await ask({ ...auth, method: 'POST', path: '/oauth/token', body: new URLSearchParams(fields) })
  const notes = await ask({ port, host: `notes.${domain}`, path: '/notes', key: tokens.json?.access_token })
  if (notes.status !== 200) throw new Error(`The program may not use notes: ${tokens.text} ${notes.text}`)
}

/** Over https a cookie is for one host alone, or for one path of it; hosts of plugins set none. */
async function lookAtCookies() {
  const cookies = await page.context().cookies()
  const wrong = cookies.filter(({ name, path, secure, httpOnly, domain: host }) => {
    const isHostOnly = name.startsWith('__Host-') && path === '/' && !host.startsWith('.')
    const isOfInteraction = name.startsWith('__Secure-') && /^\/(interaction|oauth\/authorize)\/./.test(path)
    return !secure || !httpOnly || !(isHostOnly || isOfInteraction) || !/^(auth|console)\./.test(host)
  })
  const names = cookies.map(({ name }) => name)
  if (wrong.length > 0 || !names.includes('__Host-session') || !names.includes('__Secure-interaction'))
    throw new Error(
      `The cookies are not as they should be: ${cookies.map(({ name, domain: host, path }) => `${name} of ${host}${path}`).join(', ')}`,
    )
}

async function book() {
  const flights = { port, host: `flights.${domain}`, key }
  const date = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
  const found = await ask({ ...flights, path: `/flights?from=BER&to=LIS&date=${date}` })
  const [{ id: offerId, price }] = found.json.offers
  const wish = {
    offerId,
    passengers: [{ givenName: 'Ada', familyName: 'Lovelace' }],
    expectedPrice: { amount: price.amount, currency: price.currency },
  }
  const asked = await ask({ ...flights, method: 'POST', path: '/bookings', body: wish })
  if (asked.json?.status !== 'confirmation_required') throw new Error(`A booking was not asked about: ${asked.text}`)
  const { id: confirmationId, url } = asked.json.confirmation
  await page.goto(url)
  await expectHeading('Do you agree?')
  await page.click('button[value=approve]')
  await page.waitForLoadState()
  const queued = await ask({ ...flights, method: 'POST', path: '/bookings', body: { ...wish, confirmationId } })
  if (queued.json?.status !== 'queued') throw new Error(`The booking was not queued: ${queued.text}`)
  return waitForBooking(flights, queued.json.jobId)
}

async function waitForBooking(flights, jobId) {
  for (let tries = 0; tries < 120; tries++) {
    const { json } = await ask({ ...flights, path: `/jobs/${jobId}` })
    if (json.status === 'failed') throw new Error(`The booking failed: ${JSON.stringify(json)}`)
    if (json.status === 'succeeded') {
      const { json: list } = await ask({ ...flights, path: '/bookings' })
      return list.bookings[0]
    }
    await wait(500)
  }
  throw new Error('The booking never ended')
}

async function expectHeading(text) {
  await page.getByRole('heading', { level: 1, name: text }).waitFor()
}

function to(name, path) {
  return `https://${name ? `${name}.` : ''}${domain}:${port}${path}`
}
