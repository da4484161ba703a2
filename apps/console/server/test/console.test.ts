import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call, Plugin } from '../src/api.ts'
import { password, type Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let ada: Person
let plugins: Plugin[]

beforeAll(async () => {
  model = await startScriptedModel()
  started = await startTestConsole({
    MODEL: 'scripted',
    MODEL_BASE_URL: model.url,
    MODEL_API_KEY: 'sk-planted-model-key',
    MODEL_WINDOW: '8000',
  })
  ada = await started.person('ada@example.com')
  plugins = await ada.install('hello', 'notes')
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
})

const cards = (message: { parts: { type: string }[] }) =>
  message.parts.flatMap((part) => (part.type === 'call' ? [(part as unknown as { call: Call }).call] : []))
const texts = (message: { parts: { type: string }[] }) =>
  message.parts.flatMap((part) => (part.type === 'text' ? [(part as unknown as { text: string }).text] : [])).join('')

describe('signing in', () => {
  it('shows the page to everybody, and nothing else', async () => {
    const browser = started.browser()
    const page = await browser.ask(`${ada.origin}/`)
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    const { json } = await browser.ask(`${ada.origin}/api/session`)
    expect(json).toMatchObject({ user: null, csrfToken: '', model: { kind: 'model', name: 'scripted' } })
    for (const path of ['plugins', 'store', 'conversations', 'settings', 'registered'])
      expect(await browser.ask(`${ada.origin}/api/${path}`)).toMatchObject({ status: 401, json: { code: 'unauthorized' } })
  })

  it('goes through the one sign-in, without a question of consent', () => {
    expect(ada.session).toMatchObject({ user: { email: 'ada@example.com', isAdmin: false } })
    const cookie = ada.browser.cookies.get(`console.localhost:${started.port} console`)
    expect(cookie?.attributes).toBe('Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600')
  })

  it('takes nothing that another site sends', async () => {
    const wrong = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'x-csrf-token': '' },
      { 'x-csrf-token': 'guess' },
    ]
    for (const headers of wrong)
      expect((await ada.send('POST', '/api/conversations', {}, headers as Record<string, string>)).status).toBe(403)
  })

  it('returns to our own paths only, and starts no session with a state that is not its own', async () => {
    const browser = started.browser()
    for (const path of ['//evil.example', 'https://evil.example/', '/\\evil.example', '/.//evil.example'])
      await browser.ask(`${ada.origin}/auth/sign-in?return=${encodeURIComponent(path)}`, { follow: false })
    const answer = await browser.ask(`${ada.origin}/auth/callback?code=x&state=y`, { follow: false })
    expect(answer).toMatchObject({ status: 302, headers: { location: '/?problem=sign-in' } })
    expect((await browser.ask(`${ada.origin}/api/session`)).json.user).toBeNull()
  })
})

describe('an answer of the authorization server', () => {
  /** Signs in, up to the address that the browser is sent back to. */
  async function comeBack() {
    const browser = started.browser()
    const form = await browser.ask(`${ada.origin}/auth/sign-in`)
    const action = new URL(/<form method="post" action="([^"]+)"/.exec(form.text)![1]!, form.url).href
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: form.url.origin, 'sec-fetch-site': 'same-origin' }
    const body = new URLSearchParams({ email: ada.email, password, do: 'sign-in' }).toString()
    const signedIn = await browser.ask(action, { method: 'POST', headers, body, follow: false })
    const resumed = await browser.ask(new URL(signedIn.headers.location!, action).href, { follow: false })
    return { browser, back: new URL(resumed.headers.location!) }
  }

  it('counts when it names its issuer and no other, and to the browser that asked', async () => {
    const issuer = `http://auth.localhost:${started.port}`
    for (const iss of [null, 'https://evil.example', `${issuer}/`, issuer]) {
      const { browser, back } = await comeBack()
      back.searchParams.delete('iss')
      if (iss !== null) back.searchParams.set('iss', iss)
      const other = started.browser()
      await other.ask(back.href, { follow: false })
      expect((await other.ask(`${ada.origin}/api/session`)).json.user).toBeNull()
      await browser.ask(back.href, { follow: false })
      const { user } = (await browser.ask(`${ada.origin}/api/session`)).json
      expect(user?.email, String(iss)).toBe(iss === issuer ? ada.email : undefined)
    }
  })
})

describe('plugins', () => {
  it('are installed by kind of sign-in', () => {
    expect(plugins).toMatchObject([
      { nameForModel: 'hello', auth: 'none', isOwn: true, isReady: true, needs: null },
      { nameForModel: 'notes', auth: 'oauth', isOwn: true, isReady: true, needs: null },
    ])
  })
})

describe('conversations', () => {
  it('call plugins and keep what went over the wire, without the secrets', async () => {
    model.play(
      { text: 'One moment.', calls: [{ name: 'hello__sayHello', arguments: '{"name":"Ada","language":"de"}' }] },
      { text: 'The plugin says: Hallo, Ada!' },
    )
    const conversation = await ada.converse(plugins)
    const answer = await ada.say(conversation, 'Greet Ada in German')
    expect(answer.status).toBe('done')
    const [call] = cards(answer)
    expect(call).toMatchObject({
      action: 'sayHello',
      status: 'done',
      arguments: { name: 'Ada', language: 'de' },
      response: { status: 200 },
    })
    expect(call!.request!.headers.map(([name]) => name)).toEqual(
      expect.arrayContaining(['openai-conversation-id', 'openai-ephemeral-user-id']),
    )
    expect(call!.curl).toContain(`http://hello.localhost:${started.port}/hello/Ada?language=de`)
    expect(texts(answer)).toContain('Hallo, Ada!')
    const { events: _, ...shown } = answer
    const stored = (await ada.get(`/api/conversations/${conversation.id}`)).json
    expect(stored.messages.at(-1)).toEqual({ ...shown, usage: expect.anything() })
    expect(stored.title).toBe('Greet Ada in German')
    expect(model.requests[0]!.messages[0]!.content).toContain('namespace hello {')
    expect(model.requests[1]!.messages.at(-1)).toMatchObject({ role: 'tool', content: expect.stringContaining('Hallo, Ada!') })
  })

  it('change nothing before the person has agreed, and do what the person changed', async () => {
    model.play({ calls: [{ name: 'notes__createNote', arguments: '{"text":"milk"}' }] }, { text: 'Saved.' })
    const conversation = await ada.converse(plugins)
    const answer = await ada.say(conversation, 'note: milk', {
      onQuestion: (call) => {
        expect(call).toMatchObject({
          request: null,
          question: { type: 'confirmation', from: 'console', arguments: { text: 'milk' }, isEditable: true },
        })
        return { decision: 'allow', arguments: { text: 'oat milk' } }
      },
    })
    expect(cards(answer)[0]).toMatchObject({
      status: 'done',
      arguments: { text: 'oat milk' },
      response: { body: expect.stringContaining('oat milk') },
    })
    expect(JSON.stringify(answer)).not.toMatch(/eyJ[\w-]+\.eyJ/)
    expect(cards(answer)[0]!.request!.headers).toContainEqual(['authorization', 'Bearer •••'])
  })

  it('do nothing when the person says no', async () => {
    model.play({ calls: [{ name: 'notes__createNote', arguments: '{"text":"secret"}' }] }, { text: 'All right.' })
    const answer = await ada.say(await ada.converse(plugins), 'note: secret', { onQuestion: () => ({ decision: 'deny' }) })
    expect(cards(answer)[0]).toMatchObject({ status: 'denied', request: null })
    expect(model.requests[1]!.messages.at(-1)!.content).toContain('The person said no')
  })
})
