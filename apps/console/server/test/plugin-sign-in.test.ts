import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AssistantMessage, Call, PluginDetail } from '../src/api.ts'
import { startForeignPlugin, type ForeignPlugin } from './foreign-plugin.ts'
import type { Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let foreign: ForeignPlugin
let ada: Person
/** What the plugin answers to whoever asks for a token. */
let tokenAnswer: { status: number; body: string }

beforeAll(async () => {
  model = await startScriptedModel()
  started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, PLUGINS: 'hello' })
  foreign = await startForeignPlugin()
  ada = await started.person('ada@example.com')
  foreign.on('/token', (_, response) => response.writeHead(tokenAnswer.status).end(tokenAnswer.body))
})
beforeEach(async () => {
  foreign.requests.length = 0
  foreign.change({
    auth: {
      type: 'oauth',
      client_url: `${foreign.origin}/authorize`,
      authorization_url: `${foreign.origin}/token`,
      scope: '',
      authorization_content_type: 'application/json',
      verification_tokens: {},
    },
  })
  const { plugins } = (await ada.get('/api/plugins')).json
  for (const { id } of plugins) await ada.send('DELETE', `/api/plugins/${id}`)
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
  await foreign[Symbol.asyncDispose]()
})

const cards = ({ parts }: AssistantMessage): Call[] => parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))
const register = async (): Promise<PluginDetail> => {
  const { id } = (await ada.send('POST', '/api/plugins', { address: foreign.address })).json
  await ada.send('PUT', `/api/plugins/${id}/credentials`, { clientId: 'console', clientSecret: 'planted-secret' })
  const { verificationToken } = (await ada.get(`/api/plugins/${id}`)).json.registration
  const { auth } = JSON.parse((await ada.get(`/api/plugins/${id}`)).json.inspection.manifest)
  foreign.change({ auth: { ...auth, verification_tokens: { openai: verificationToken } } })
  return (await ada.send('POST', `/api/plugins/${id}/verify`)).json
}
/** Signs in, as far as the plugin lets one: where the browser ends. */
const signIn = async (id: string, answer: object | string, { status = 200, query = 'code=abc' } = {}) => {
  tokenAnswer = { status, body: typeof answer === 'string' ? answer : JSON.stringify(answer) }
  const { url } = (await ada.send('POST', `/api/plugins/${id}/install`, {})).json
  const back = await ada.get(`/aip/${id}/oauth/callback?${query}&state=${new URL(url).searchParams.get('state')}`)
  return { status: back.status, location: back.headers.location }
}
const callIt = async (id: string) => {
  model.play({ calls: [{ name: 'todo__getTodos', arguments: '{}' }] }, { text: 'Done.' })
  const conversation = (await ada.send('POST', '/api/conversations', { pluginIds: [id] })).json
  return cards(await ada.say(conversation, 'go'))[0]!
}

describe('a sign-in to a plugin', () => {
  it('gives no code to a place that another server answers for', async () => {
    const { id } = await register()
    const token = { access_token: 'token', token_type: 'bearer' }
    const { location } = await signIn(id, token, { query: `code=abc&iss=${encodeURIComponent('https://honest.example')}` })
    expect(location).toContain('problem=failed')
    expect(foreign.requests.filter(({ path }) => path === '/token')).toEqual([])
    const own = await signIn(id, token, { query: `code=abc&iss=${encodeURIComponent(foreign.origin)}` })
    expect(own.location).toContain('signed-in=1')
  })

  it('that fails ends on the page, in a word', async () => {
    const { id } = await register()
    const failed = { status: 302, location: `/?plugin=${id}&problem=failed` }
    for (const status of [302, 400, 401, 429, 500, 503]) expect(await signIn(id, {}, { status })).toEqual(failed)
    for (const answer of ['<html>', {}, { access_token: 'a\r\nb' }, { access_token: 'a', token_type: 'mac' }])
      expect(await signIn(id, answer)).toEqual(failed)
    expect(await signIn(id, {}, { query: 'error=server_error' })).toEqual(failed)
    const denied = { status: 302, location: `/?plugin=${id}&problem=denied` }
    expect(await signIn(id, {}, { query: 'error=access_denied' })).toEqual(denied)
    expect((await ada.get(`/api/plugins/${id}`)).json).toMatchObject({ isReady: false, needs: 'sign-in' })
  })

  it('is needed again when its token is over and can’t be had anew', async () => {
    const { id } = await register()
    await signIn(id, { access_token: 'planted', expires_in: 1 })
    expect((await ada.get(`/api/plugins/${id}`)).json).toMatchObject({ isReady: false, needs: 'sign-in' })
    await signIn(id, { access_token: 'planted', token_type: null, refresh_token: null, expires_in: null })
    expect((await ada.get(`/api/plugins/${id}`)).json).toMatchObject({ isReady: true, needs: null })
  })

  it('gets a new token when the plugin refuses the old one, and the call its answer', async () => {
    const { id } = await register()
    await signIn(id, { access_token: 'planted-old', refresh_token: 'r' })
    tokenAnswer.body = JSON.stringify({ access_token: 'planted-new' })
    foreign.on('/todos', ({ headers }, response) =>
      response.writeHead(headers.authorization === 'Bearer planted-new' ? 200 : 401).end('[]'),
    )
    expect(await callIt(id)).toMatchObject({ status: 'done', problem: null, response: { status: 200 } })
    expect(foreign.requests.map(({ path }) => path).slice(-3)).toEqual(['/todos', '/token', '/todos'])
  })

  it('says what to do when there is no new token', async () => {
    const { id } = await register()
    foreign.on('/todos', (_, response) => response.writeHead(401).end('{}'))
    await signIn(id, { access_token: 'planted' })
    expect(await callIt(id)).toMatchObject({ status: 'failed', problem: 'Todo refuses your sign-in. Sign in to it again.' })
    expect((await ada.get(`/api/plugins/${id}`)).json.needs).toBe('sign-in')
    await signIn(id, { access_token: 'planted', refresh_token: 'r' })
    tokenAnswer = { status: 503, body: '' }
    expect(await callIt(id)).toMatchObject({ status: 'failed', problem: expect.stringContaining('Try again in a while.') })
    expect((await ada.get(`/api/plugins/${id}`)).json.needs).toBeNull()
  })

  it('registers the console where the plugin lets it, whatever the answer looks like', async () => {
    const endpoints = { authorization_endpoint: `${foreign.origin}/authorize`, token_endpoint: `${foreign.origin}/token` }
    const metadata = { issuer: foreign.origin, ...endpoints, registration_endpoint: `${foreign.origin}/register` }
    foreign.on('/.well-known/oauth-authorization-server', (_, response) => response.end(JSON.stringify(metadata)))
    const { id } = (await ada.send('POST', '/api/plugins', { address: foreign.address })).json
    foreign.on('/register', (_, response) => response.writeHead(201).end('<html>'))
    expect(await ada.send('POST', `/api/plugins/${id}/install`, {})).toMatchObject({
      status: 502,
      json: { detail: expect.stringContaining('did not register the console') },
    })
    foreign.on('/register', (_, response) => response.writeHead(201).end('{"client_id":"made","client_secret":null}'))
    const { url } = (await ada.send('POST', `/api/plugins/${id}/install`, {})).json
    expect(new URL(url).searchParams.get('client_id')).toBe('made')
  })
})
