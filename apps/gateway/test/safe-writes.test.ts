import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBrowser, type Browser, type Page } from './browser.ts'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

const folder = join(import.meta.dirname, 'fixtures/write-plugins')
const password = 'correct horse battery staple'
let people = 0
let gateway: TestGateway
let email: string
let key: string

beforeAll(async () => {
  gateway = await startTestGateway({ pluginsFolder: folder, environment: { TRUSTED_PROXIES: '127.0.0.1' } })
})
afterAll(() => gateway[Symbol.asyncDispose]())

beforeEach(async () => {
  email = `ada${(people += 1)}@example.com`
  key = await createPerson(email)
})

async function createPerson(address: string): Promise<string> {
  const { id } = await gateway.accounts.ensure(address)
  await gateway.accounts.passwordLinks.redeem(await gateway.accounts.passwordLinks.create(id), password)
  return (await gateway.keys.create({ name: 'test', email: address })).text
}

const call = (path: string, body: object, name?: string) =>
  gateway.ask('ledger', path, { key, body, ...(name !== undefined && { headers: { 'idempotency-key': name } }) })
const count = async () => (await gateway.ask('ledger', '/entries', { key })).json.entries as number

describe('a call with an Idempotency-Key', () => {
  it('is done once, and answered byte for byte the same', async () => {
    const first = await call('/entries', { text: 'a' }, 'one')
    expect(first).toMatchObject({ status: 200, json: { entries: 1, text: 'a' } })
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    const second = await call('/entries', { how: 'at once', text: ' a ' }, 'one')
    expect(second).toMatchObject({ status: 200, text: first.text, headers: { 'idempotency-replayed': 'true' } })
    expect(await count()).toBe(1)
  })

  it('is done once too by a plugin that does not join its effects', async () => {
    const first = await call('/loose', { text: 'a' }, 'one')
    expect(await call('/loose', { text: 'a' }, 'one')).toMatchObject({ text: first.text, headers: { 'idempotency-replayed': 'true' } })
    expect(await count()).toBe(1)
  })

  it('is refused with another input, or for another action', async () => {
    await call('/entries', { text: 'a' }, 'one')
    const refusal = { status: 422, json: { code: 'idempotency_mismatch' } }
    expect(await call('/entries', { text: 'b' }, 'one')).toMatchObject(refusal)
    expect(await call('/loose', { text: 'a' }, 'one')).toMatchObject(refusal)
    expect(await count()).toBe(1)
  })

  it('does not meet the calls of other people', async () => {
    await call('/entries', { text: 'a' }, 'one')
    key = await createPerson(`bob${people}@example.com`)
    expect(await call('/entries', { text: 'b' }, 'one')).toMatchObject({ status: 200, json: { entries: 1, text: 'b' } })
  })

  it('is done once for twins that come at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => call('/entries', { text: 'a', how: 'slowly' }, 'one')))
    expect(answers.filter(({ status, text }) => status === 200 && text === '{"entries":1,"text":"a"}').length).toBeGreaterThan(0)
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
    expect(await count()).toBe(1)
  })

  it('that failed may be tried again', async () => {
    expect((await call('/entries', { text: 'a', how: 'refused' }, 'one')).status).toBe(409)
    expect((await call('/entries', { text: 'a', how: 'wrong answer' }, 'two')).status).toBe(500)
    expect(await count()).toBe(0)
    expect((await call('/entries', { text: 'a' }, 'one')).status).toBe(200)
    expect((await call('/entries', { text: 'a' }, 'two')).status).toBe(200)
  })

  it('that was late and then succeeded is not done again; meanwhile a twin is refused', async () => {
    expect((await call('/loose', { text: 'a', how: 'slowly' }, 'one')).status).toBe(504)
    const twin = await call('/loose', { text: 'a', how: 'slowly' }, 'one')
    expect(twin).toMatchObject({ status: 409, json: { code: 'in_progress' }, headers: { 'retry-after': '2' } })
    const answer = await vi.waitUntil(
      async () => {
        const again = await call('/loose', { text: 'a', how: 'slowly' }, 'one')
        return again.status === 200 && again
      },
      { timeout: 5000 },
    )
    expect(answer).toMatchObject({ json: { entries: 1 }, headers: { 'idempotency-replayed': 'true' } })
    expect(await count()).toBe(1)
  })

  it('keeps what was committed, whatever goes wrong after it', async () => {
    const first = await call('/entries', { text: 'a', how: 'fails after' }, 'one')
    expect(first).toMatchObject({ status: 200, json: { entries: 1 } })
    expect((await call('/entries', { text: 'a', how: 'fails after' }, 'one')).text).toBe(first.text)
    expect(gateway.lines()).toContainEqual(expect.objectContaining({ msg: 'failed after its effects were committed', action: 'addEntry' }))
  })

  it('needs a key of 1 to 255 visible characters, and a caller who can be told from others', async () => {
    const refusal = { status: 400, json: { code: 'invalid_request' } }
    expect(await call('/entries', { text: 'a' }, 'x'.repeat(256))).toMatchObject(refusal)
    expect(await call('/entries', { text: 'a' }, 'two words')).toMatchObject(refusal)
    expect(await call('/entries', { text: 'a' }, '')).toMatchObject(refusal)
    expect((await call('/entries', { text: 'a' }, 'x'.repeat(255))).status).toBe(200)
    const stranger = { body: {}, headers: { 'idempotency-key': 'one' } }
    expect(await gateway.ask('ledger', '/announcements', stranger)).toMatchObject(refusal)
  })
})

describe('a call that needs a confirmation', () => {
  const ask = async (text = 'a') => (await call('/confirmed', { text })).json.confirmation as { id: string; url: string }

  async function open(browser: Browser, url: string, address = email): Promise<Page> {
    const page = await browser.open(url)
    return page.text.includes('type="password"') ? browser.submit(page, { email: address, password, do: 'sign-in' }) : page
  }

  async function answer(url: string, decision: 'approve' | 'refuse', address = email): Promise<Page> {
    const browser = createBrowser(gateway.port)
    return browser.submit(await open(browser, url, address), { do: decision })
  }

  it('does nothing at first, and says what would happen and where the person agrees', async () => {
    const asked = await call('/confirmed', { text: ' a ' })
    expect(asked).toMatchObject({ status: 202, json: { status: 'confirmation_required' } })
    expect(asked.headers.location).toBeUndefined()
    const { confirmation, next } = asked.json
    expect(confirmation).toMatchObject({ message: 'Add “a”?', arguments: { text: 'a', how: 'at once' } })
    expect(confirmation.url).toBe(`http://auth.localhost:${gateway.port}/confirmations/${confirmation.id}`)
    expect(Date.parse(confirmation.expiresAt) - Date.now()).toBeGreaterThan(9 * 60_000)
    expect(next).toContain(confirmation.id)
    expect(await count()).toBe(0)
  })

  it('is done once after the person agreed on the page, and answered the same from then on', async () => {
    const { id, url } = await ask()
    const browser = createBrowser(gateway.port)
    const page = await open(browser, url)
    expect(page.text).toContain('Add “a”?')
    expect(page.text).toContain('<th scope="row">Text</th><td>a</td>')
    expect((await browser.submit(page, { do: 'approve' })).text).toContain('You agreed')
    expect(await count()).toBe(0)
    const first = await call('/confirmed', { text: 'a', confirmationId: id })
    expect(first).toMatchObject({ status: 200, json: { entries: 1 } })
    const again = await call('/confirmed', { text: 'a', confirmationId: id })
    expect(again).toMatchObject({ status: 200, text: first.text, headers: { 'idempotency-replayed': 'true' } })
    expect(await count()).toBe(1)
    expect((await browser.open(url)).text).toContain('It was done')
    const events = (await gateway.audit.list({ limit: 10 })).filter(({ plugin }) => plugin === 'ledger').map(({ event }) => event)
    expect(events).toEqual(expect.arrayContaining(['confirmation.approved', 'confirmation.used']))
  })

  it('goes well with an Idempotency-Key: asking is not stored under it, a replay by another is', async () => {
    const { id, url } = (await call('/confirmed', { text: 'a' }, 'one')).json.confirmation
    await answer(url, 'approve')
    const first = await call('/confirmed', { text: 'a', confirmationId: id }, 'one')
    expect(first.status).toBe(200)
    expect((await call('/confirmed', { text: 'a', confirmationId: id }, 'one')).text).toBe(first.text)
    expect((await call('/confirmed', { text: 'a' }, 'one')).text).toBe(first.text)
    expect((await call('/confirmed', { text: 'a', confirmationId: id }, 'two')).text).toBe(first.text)
    expect((await call('/confirmed', { text: 'a' }, 'two')).text).toBe(first.text)
    expect(await count()).toBe(1)
  })

  it('shows the same question until it is answered', async () => {
    const { id } = await ask()
    const again = await call('/confirmed', { text: 'a', confirmationId: id })
    expect(again).toMatchObject({ status: 202, json: { confirmation: { id } } })
  })

  it('is refused with changed arguments, for another action and by another user, with nothing done', async () => {
    const { id, url } = await ask()
    await answer(url, 'approve')
    const refusal = { status: 403, json: { code: 'confirmation_invalid' } }
    expect(await call('/confirmed', { text: 'b', confirmationId: id })).toMatchObject(refusal)
    expect(await gateway.ask('ledger', `/entries/a?confirmationId=${id}`, { key, method: 'DELETE' })).toMatchObject(refusal)
    expect(await call('/confirmed', { text: 'a', confirmationId: crypto.randomUUID() })).toMatchObject(refusal)
    expect(await call('/confirmed', { text: 'a', confirmationId: 'x' })).toMatchObject({ status: 400, json: { code: 'invalid_input' } })
    expect(await count()).toBe(0)
    const mine = key
    key = await createPerson(`bob${people}@example.com`)
    expect(await call('/confirmed', { text: 'a', confirmationId: id })).toMatchObject(refusal)
    expect(await count()).toBe(0)
    key = mine
    expect((await call('/confirmed', { text: 'a', confirmationId: id })).status).toBe(200)
  })

  it('stays undone when the person refuses', async () => {
    const { id, url } = await ask()
    expect((await answer(url, 'refuse')).text).toContain('You refused')
    expect(await call('/confirmed', { text: 'a', confirmationId: id })).toMatchObject({
      status: 403,
      json: { code: 'confirmation_refused' },
    })
    expect(await count()).toBe(0)
  })

  it('asks nobody else: another person sees nothing and can decide nothing', async () => {
    const { id, url } = await ask()
    const address = `bob${people}@example.com`
    await createPerson(address)
    const browser = createBrowser(gateway.port)
    const page = await open(browser, url, address)
    expect(page.status).toBe(404)
    expect(page.text).not.toContain('Add “a”?')
    const form = { ...page, url, text: `<form method="post" action="/confirmations/${id}">` }
    expect((await browser.submit(form, { do: 'approve' })).status).toBe(404)
    expect((await call('/confirmed', { text: 'a', confirmationId: id })).status).toBe(202)
  })

  it('is approved by a signed-in person alone: not by a token, nor by a form of another site', async () => {
    const { id, url } = await ask()
    const raw = 'do=approve'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    await gateway.ask('auth', `/confirmations/${id}`, { key, raw, headers })
    const browser = createBrowser(gateway.port)
    const page = await open(browser, url)
    const foreign = { origin: 'http://ledger.localhost', 'sec-fetch-site': 'same-site' }
    expect((await browser.submit(page, { do: 'approve' }, foreign)).status).toBe(403)
    expect((await call('/confirmed', { text: 'a', confirmationId: id })).status).toBe(202)
    expect(await count()).toBe(0)
  })

  it('may be tried again when it failed, with the same confirmation', async () => {
    const body = { text: 'a', how: 'refused' }
    const { id, url } = (await call('/confirmed', body)).json.confirmation
    await answer(url, 'approve')
    expect((await call('/confirmed', { ...body, confirmationId: id })).json).toMatchObject({ code: 'conflict', detail: 'Not now.' })
    expect((await call('/confirmed', { ...body, confirmationId: id })).json).toMatchObject({ code: 'conflict', detail: 'Not now.' })
  })

  it('takes the id in the query where there is no body', async () => {
    await call('/entries', { text: 'a' })
    const remove = (id = '') => gateway.ask('ledger', `/entries/a${id && `?confirmationId=${id}`}`, { key, method: 'DELETE' })
    const { id, url } = (await remove()).json.confirmation
    expect(await count()).toBe(1)
    await answer(url, 'approve')
    expect(await remove(id)).toMatchObject({ status: 200, json: { removed: 1 } })
  })
})
