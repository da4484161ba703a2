import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AssistantMessage, Call, PluginDetail, StartedRun } from '../src/api.ts'
import { startForeignPlugin, usualPaths, type ForeignPlugin } from './foreign-plugin.ts'
import type { Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let foreign: ForeignPlugin
let ada: Person
let admin: Person

beforeAll(async () => {
  model = await startScriptedModel()
  started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, PLUGINS: 'hello' })
  ada = await started.person('ada@example.com')
  admin = await started.person('admin@example.com', 'admin')
})
beforeEach(async () => {
  await foreign?.[Symbol.asyncDispose]()
  foreign = await startForeignPlugin()
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
  await foreign[Symbol.asyncDispose]()
})

const cards = ({ parts }: AssistantMessage): Call[] => parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))
const registerAndInstall = async (): Promise<string> => {
  const { id } = (await ada.send('POST', '/api/plugins', { address: foreign.address })).json as PluginDetail
  await ada.send('POST', `/api/plugins/${id}/install`, {})
  return id
}
const converse = async (id: string) => (await ada.send('POST', '/api/conversations', { pluginIds: [id] })).json
const callIt = async (id: string, name: string, input: object, onQuestion?: (call: Call) => unknown) => {
  model.play({ calls: [{ name: `todo__${name}`, arguments: JSON.stringify(input) }] }, { text: 'Done.' })
  return ada.say(await converse(id), 'go', onQuestion && { onQuestion })
}
const remove = { '/todos': { ...usualPaths['/todos'], delete: { operationId: 'addTodo', 'x-openai-isConsequential': false } } }

describe('what an admin or a person agreed to', () => {
  it('is looked at anew when the plugin changes', async () => {
    const id = await registerAndInstall()
    await admin.send('PUT', `/api/plugins/${id}/status`, { status: 'approved' })
    expect((await ada.send('POST', `/api/plugins/${id}/refresh`)).json.status).toBe('approved')
    foreign.change({ name_for_human: 'Bank' })
    expect((await ada.send('POST', `/api/plugins/${id}/refresh`)).json).toMatchObject({
      status: 'unverified',
      needs: 'approval-of-changes',
    })
  })

  it('ends with a ban, which is not shaken off', async () => {
    const id = await registerAndInstall()
    await admin.send('PUT', `/api/plugins/${id}/status`, { status: 'banned' })
    for (const [method, path] of [
      ['DELETE', `/api/plugins/${id}`],
      ['POST', `/api/plugins/${id}/refresh`],
    ] as const)
      expect((await ada.send(method, path)).status).toBe(403)
    expect((await ada.send('POST', '/api/plugins', { address: foreign.address })).status).toBe(403)
    expect((await admin.send('POST', '/api/plugins', { address: foreign.address })).status).toBe(403)
  })

  it('is asked again for an action that was always allowed and is another by now', async () => {
    const id = await registerAndInstall()
    await callIt(id, 'addTodo', { todo: 'milk' }, () => ({ decision: 'always-allow' }))
    expect((await ada.get(`/api/plugins/${id}`)).json.alwaysAllowed).toEqual(['addTodo'])
    foreign.change({}, { '/todos': { get: usualPaths['/todos'].get }, '/wipe': { post: usualPaths['/todos'].post } })
    await ada.send('POST', `/api/plugins/${id}/refresh`)
    expect((await ada.send('POST', `/api/plugins/${id}/changes`)).json).toMatchObject({ changes: null, alwaysAllowed: [] })
  })

  it('is never "always" where something is deleted', async () => {
    foreign.change({}, { '/todos': { delete: remove['/todos'].delete } })
    const id = await registerAndInstall()
    const { inspection } = (await ada.get(`/api/plugins/${id}`)).json as PluginDetail
    expect(inspection.actions).toMatchObject([{ asks: true, mayAlwaysAllow: false }])
  })
})

describe('a question', () => {
  it('is answered only by who says which one was shown', async () => {
    const id = await registerAndInstall()
    const conversation = await converse(id)
    model.play({ calls: [{ name: 'todo__addTodo', arguments: '{"todo":"milk"}' }] }, { text: 'Done.' })
    const told = await ada.send('POST', `/api/conversations/${conversation.id}/messages`, { text: 'go' })
    const statuses: number[] = []
    const answer = await ada.follow(told.json as StartedRun, {
      async onEvent(event) {
        const call = event.type === 'part' && event.part.type === 'call' ? event.part.call : undefined
        if (call?.status !== 'asking' || statuses.length > 0) return
        const path = `/api/calls/${call.id}/answer`
        statuses.push(0)
        statuses.push((await ada.send('POST', path, { decision: 'allow', questionId: crypto.randomUUID() })).status)
        statuses.push((await ada.send('POST', path, { decision: 'deny', questionId: call.question!.id })).status)
      },
    })
    expect(statuses).toEqual([0, 409, 200])
    expect(cards(answer)).toMatchObject([{ status: 'denied' }])
    expect(foreign.requests.filter(({ method }) => method === 'POST')).toEqual([])
  })
})

describe('a job', () => {
  it('is asked for at one place on the plugin’s own server, and nowhere else', async () => {
    const other = await startForeignPlugin()
    const id = await registerAndInstall()
    for (const locations of [
      [`${other.origin}/internal`, '/jobs/7'],
      ['/jobs/7', `${other.origin}/internal`],
      [`${other.origin}/internal`],
    ]) {
      foreign.on('/todos', (_request, response) => response.setHeader('location', locations).writeHead(202).end('{"status":"queued"}'))
      const answer = await callIt(id, 'getTodos', {})
      expect(cards(answer)).toMatchObject([{ status: 'done', job: null }])
      expect((await ada.get(`/api/calls/${cards(answer)[0]!.id}/job`)).status).toBe(404)
    }
    expect(other.requests).toEqual([])
    await other[Symbol.asyncDispose]()
  })
})

describe('people who call without a credential', () => {
  it('are counted each by themselves, though the console calls for all of them', async () => {
    await using few = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, PLUGINS: 'hello', LIMIT_ADDRESS: '3/60' })
    const greet = async (email: string) => {
      const person = await few.person(email)
      const conversation = await person.converse(await person.install('hello'))
      const names = ['Ada', 'Bob', 'Cyd', 'Dan'].map((name) => ({ name: 'hello__sayHello', arguments: JSON.stringify({ name }) }))
      model.play({ calls: names }, { text: 'Done.' })
      return cards(await person.say(conversation, 'go')).map(({ response }) => response?.status)
    }
    expect((await greet('ada@example.com')).toSorted((a, b) => a! - b!)).toEqual([200, 200, 200, 429])
    expect((await greet('bob@example.com')).toSorted((a, b) => a! - b!)).toEqual([200, 200, 200, 429])
  })
})

describe('the API', () => {
  it('keeps serving whatever a page says it has seen of a run', async () => {
    const conversation = await converse(await registerAndInstall())
    model.play({ text: 'Hello.' })
    const { runId } = (await ada.send('POST', `/api/conversations/${conversation.id}/messages`, { text: 'hi' })).json as StartedRun
    for (const seen of ['-Infinity', 'Infinity', '-5', '1e999', '0x10', 'NaN', '1.5']) {
      const { status, text } = await ada.get(`/api/runs/${runId}/events`, { 'last-event-id': seen })
      expect([status, text.includes('undefined')]).toEqual([200, false])
    }
    expect((await ada.get('/api/session')).status).toBe(200)
  })

  it('is closed to strangers in every spelling', async () => {
    for (const path of ['/API/conversations', '/Api/plugins', '/api/Conversations', '/API/image?url=x&signature=y']) {
      const answer = await started.browser().ask(`${ada.origin}${path}`, { follow: false })
      expect([401, 404]).toContain(answer.status)
    }
  })

  it('takes no body that is nested without end', async () => {
    const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) })
    const { json } = await ada.send('POST', '/api/conversations', deep(40))
    expect(json).toMatchObject({ status: 400, code: 'invalid_input' })
    const raw = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(
      (
        await ada.browser.ask(`${ada.origin}/api/conversations`, {
          method: 'POST',
          body: raw,
          headers: { origin: ada.origin, 'x-csrf-token': ada.session.csrfToken, 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(400)
  })
})
