import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AssistantMessage, Call, PluginDetail } from '../src/api.ts'
import { startForeignPlugin, usualPaths, type ForeignPlugin } from './foreign-plugin.ts'
import type { Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let foreign: ForeignPlugin
let other: ForeignPlugin
let ada: Person

beforeAll(async () => {
  model = await startScriptedModel()
  started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, PLUGINS: 'hello' })
  foreign = await startForeignPlugin()
  other = await startForeignPlugin()
  ada = await started.person('ada@example.com')
})
beforeEach(() => {
  foreign.change({})
  foreign.requests.length = 0
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
  await foreign[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
})

const add = async ({ address }: ForeignPlugin): Promise<PluginDetail> => {
  const plugin = (await ada.send('POST', '/api/plugins', { address })).json
  await ada.send('POST', `/api/plugins/${plugin.id}/install`, {})
  return plugin
}
const cards = ({ parts }: AssistantMessage): Call[] => parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))
const call = async (plugins: PluginDetail[], name: string, input: object = {}) => {
  model.play({ calls: [{ name, arguments: JSON.stringify(input) }] }, { text: 'Done.' })
  return cards(await ada.say(await ada.converse(plugins), 'go', { onQuestion: () => ({ decision: 'allow' }) }))[0]!
}

describe('a call of somebody’s plugin', () => {
  it('follows no redirect, and says so', async () => {
    foreign.on('/todos', (_, response) => response.writeHead(302, { location: 'https://evil.example/' }).end())
    expect(await call([await add(foreign)], 'todo__getTodos')).toMatchObject({
      status: 'failed',
      response: { status: 302 },
      problem: expect.stringContaining('redirects to https://evil.example/, which calls do not follow'),
    })
  })

  it('carries its body as the document names it', async () => {
    const content = { 'application/vnd.api+json': { schema: { properties: { todo: { type: 'string' } } } } }
    foreign.change({}, { '/items': { post: { ...usualPaths['/todos'].post, requestBody: { content } } } })
    await call([await add(foreign)], 'todo__addTodo', { todo: 'milk' })
    expect(foreign.requests.at(-1)).toMatchObject({ body: '{"todo":"milk"}', headers: { 'content-type': 'application/vnd.api+json' } })
  })

  it('goes to the plugin that is meant, when two have one name', async () => {
    const plugins = [await add(foreign), await add(other)]
    other.on('/todos', (_, response) => response.end('["other"]'))
    expect(await call(plugins, 'todo_2__getTodos')).toMatchObject({ status: 'done', response: { body: '["other"]' } })
    const { messages, tools } = model.requests.at(-1)!
    expect(messages[0]!.content).toMatch(/namespace todo \{[^]*namespace todo_2 \{/)
    expect(JSON.stringify(tools)).toContain('"name":"todo_2__getTodos","description":"todo_2.getTodos"')
  })
})

describe('a plugin that is looked at', () => {
  it('shows what is wrong with its document, too, when its manifest is broken', async () => {
    foreign.change({ auth: undefined, name_for_model: undefined }, { '/todos': { get: { description: 'No name.' } } })
    const { json } = await ada.send('POST', '/api/plugins/inspect', { address: foreign.address })
    expect(json).toMatchObject({ isUsable: false, plugin: null, document: expect.stringContaining('No name.') })
    expect(json.findings.map(({ rule }: { rule: string }) => rule)).toEqual(
      expect.arrayContaining(['manifest.auth.missing', 'manifest.name_for_model.missing', 'openapi.operationId.missing']),
    )
  })

  it('gets no credentials that say nothing', async () => {
    foreign.change({ auth: { type: 'service_http', authorization_type: 'bearer', verification_tokens: {} } })
    const { id } = await add(foreign)
    const answer = await ada.send('PUT', `/api/plugins/${id}/credentials`, {})
    expect(answer).toMatchObject({ status: 400, json: { detail: expect.stringContaining('Enter') } })
  })

  it('may be long, and costs no more than that', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 8000 }, (_, index) => [`p${index}`, { type: 'string', description: 'x'.repeat(201) }]),
    )
    const requestBody = { content: { 'application/json': { schema: { type: 'object', properties } } } }
    foreign.change({ description_for_model: 'x'.repeat(8000) }, { '/todos': { post: { operationId: 'addTodo', requestBody } } })
    const { json } = await ada.send('POST', '/api/plugins/inspect', { address: foreign.address })
    expect(json).toMatchObject({ isUsable: true, actions: [{ name: 'addTodo' }] })
    expect(json.findings.length).toBeLessThan(520)
  })
})
