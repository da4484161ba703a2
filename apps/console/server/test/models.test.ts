import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call, Plugin, Part } from '../src/api.ts'
import type { Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let ada: Person
let plugins: Plugin[]

beforeAll(async () => {
  model = await startScriptedModel()
  started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, MODEL_WINDOW: '4000' })
  ada = await started.person('ada@example.com')
  plugins = await ada.install('hello')
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
})

const hello = (name: string) => ({ name: 'hello__sayHello', arguments: JSON.stringify({ name }) })
const cards = ({ parts }: { parts: Part[] }): Call[] => parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))
const notices = ({ parts }: { parts: Part[] }) => parts.flatMap((part) => (part.type === 'notice' ? [part.code] : []))
const say = async (text: string) => ada.say(await ada.converse(plugins), text)

describe('a model', () => {
  it('may call several at once, whose pieces come mixed', async () => {
    model.play({ calls: ['Ada', 'Bea', 'Cleo'].map(hello) }, { text: 'Done.' })
    const answer = await say('greet three')
    expect(cards(answer).map(({ arguments: { name }, status }) => [name, status])).toEqual([
      ['Ada', 'done'],
      ['Bea', 'done'],
      ['Cleo', 'done'],
    ])
    expect(model.requests[1]!.messages.filter(({ role }) => role === 'tool')).toHaveLength(3)
  })

  it('is told of arguments that are no JSON, and may try again', async () => {
    model.play({ calls: [{ name: 'hello__sayHello', arguments: '{"name": "Ada' }] }, { calls: [hello('Ada')] }, { text: 'There.' })
    const answer = await say('greet')
    expect(cards(answer)).toMatchObject([{ status: 'failed', request: null }, { status: 'done' }])
    expect(notices(answer)).toEqual(['bad-arguments'])
    expect(answer.status).toBe('done')
    expect(model.requests[1]!.messages.at(-1)!.content).toContain('not a JSON object')
  })

  it('is told of functions that are not there, also of plugins that are off', async () => {
    model.play({ calls: [{ name: 'notes__createNote', arguments: '{}' }] }, { text: 'Sorry.' })
    expect(cards(await say('note'))).toMatchObject([{ status: 'failed', pluginId: '', problem: expect.stringContaining('no function') }])
  })

  it('is told what a plugin answers when it refuses', async () => {
    model.play({ calls: [{ name: 'hello__sayHello', arguments: '{"name":"Ada","language":"klingon"}' }] }, { text: 'No Klingon.' })
    expect(cards(await say('greet'))).toMatchObject([{ status: 'failed', response: { status: 400 } }])
    expect(model.requests[1]!.messages.at(-1)!.content).toMatch(/^HTTP 400 Bad Request\n\{/)
  })

  it('is stopped when it calls the same again and again, or ever more', async () => {
    model.play({ calls: [hello('Ada')] })
    const same = await say('greet forever')
    expect(notices(same)).toEqual(['too-many-calls'])
    expect(same.status).toBe('done')
    expect(cards(same).map(({ status }) => status)).toEqual(['done', 'done', 'stopped'])
    expect(model.requests.at(-1)!.tools).toBeUndefined()
    let count = 0
    model.play(...Array.from({ length: 30 }, () => ({ calls: [hello(`Ada ${(count += 1)}`)] })))
    expect(cards(await say('greet all')).length).toBeLessThanOrEqual(10)
  })

  it('may refuse, and its words are shown', async () => {
    model.play({ refusal: 'I can’t help with that.' })
    expect(await say('?')).toMatchObject({ status: 'done', parts: [{ type: 'text', text: 'I can’t help with that.' }] })
  })

  it.each([
    [500, 'The model failed'],
    [401, 'MODEL_API_KEY'],
    [404, 'There is no such model'],
    [429, 'no more requests'],
    [402, 'quota is used up'],
    [400, 'refuses what it was asked'],
    [413, 'too long'],
  ])('that answers %i ends in a sentence that says what to do', async (status, words) => {
    model.play({ status, body: '{"error":{"message":"planted internal detail"}}' })
    const answer = await say('hello')
    expect(answer).toMatchObject({ status: 'failed', problem: expect.stringContaining(words) })
    expect(JSON.stringify(answer)).not.toContain('planted internal detail')
  })

  it('whose answer is cut ends in a notice', async () => {
    model.play({ text: 'A long story', finish: 'length' })
    expect(notices(await say('tell'))).toEqual(['answer-cut'])
  })

  it('that falls silent is stopped by the person, and the next message goes on', async () => {
    model.play({ silent: true })
    const conversation = await ada.converse(plugins)
    const answer = await ada.say(conversation, 'hello?', {
      onEvent: (event) => {
        if (event.type === 'part')
          void ada.get(`/api/conversations/${conversation.id}`).then(({ json }) => ada.send('POST', `/api/runs/${json.runId}/stop`))
      },
    })
    expect(answer).toMatchObject({ status: 'stopped', parts: [{ type: 'text', text: 'Let me' }] })
    model.play({ text: 'Here.' })
    expect((await ada.say(conversation, 'and now?')).status).toBe('done')
  })

  it('gets what fits into its window, and the person is told what was left out', async () => {
    const conversation = await ada.converse(plugins)
    model.play({ text: 'word '.repeat(1500) })
    await ada.say(conversation, 'tell me a lot')
    await ada.say(conversation, 'and more')
    model.play({ text: 'Fine.' })
    const answer = await ada.say(conversation, 'what was first?')
    expect(notices(answer)).toEqual(['truncated'])
    expect(model.requests[0]!.messages.at(-1)!.content).toBe('what was first?')
    expect(JSON.stringify(model.requests[0]!.messages).length).toBeLessThan(16_000)
  })

  it('is asked anew by retry and by an edited message, each a branch of its own', async () => {
    const conversation = await ada.converse(plugins)
    model.play({ text: 'One.' })
    const first = await ada.say(conversation, 'count')
    model.play({ text: 'Two.' })
    const retried = (await ada.send('POST', `/api/conversations/${conversation.id}/retry`, { messageId: first.id })).json
    const second = await ada.follow(retried)
    expect(second.parentId).toBe(first.parentId)
    await ada.say(conversation, 'count backwards', { body: { parentId: null } })
    expect(
      model.requests
        .at(-1)!
        .messages.map(({ content }) => content)
        .slice(1),
    ).toEqual(['count backwards'])
    const { messages, leafId } = (await ada.get(`/api/conversations/${conversation.id}`)).json
    expect(messages.filter(({ parentId }: { parentId: string | null }) => parentId === null)).toHaveLength(2)
    expect(messages.at(-1).id).toBe(leafId)
    const back = await ada.send('PATCH', `/api/conversations/${conversation.id}`, { leafId: first.id })
    expect(back.json.leafId).toBe(first.id)
  })

  it('says nothing to a page that comes again that it has already', async () => {
    model.play({ text: 'Good day to you.' })
    const conversation = await ada.converse(plugins)
    const { json } = await ada.send('POST', `/api/conversations/${conversation.id}/messages`, { text: 'hi' })
    const all = await ada.get(`/api/runs/${json.runId}/events`)
    const ids = [...all.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
    const rest = await ada.get(`/api/runs/${json.runId}/events`, { 'last-event-id': String(ids.at(-3)) })
    expect([...rest.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual(ids.slice(-2))
  })
})

describe('conversations', () => {
  it('are found by what was said in them, and nobody finds another’s', async () => {
    const bob = await started.person('bob@example.com')
    model.play({ text: 'The albatross is a bird.' })
    const conversation = await ada.converse(plugins)
    const answer = await ada.say(conversation, 'what is an albatross?')
    const [found] = (await ada.get('/api/conversations?query=ALBATROSS')).json.conversations
    expect(found).toMatchObject({ id: conversation.id, snippet: expect.stringContaining('\u0002albatross\u0003') })
    expect((await ada.get('/api/conversations?query=100%25')).json.conversations).toEqual([])
    expect((await bob.get('/api/conversations?query=albatross')).json.conversations).toEqual([])
    const path = `/api/conversations/${conversation.id}`
    const run = (await ada.send('POST', `${path}/messages`, { text: 'and?' })).json
    await ada.follow(run)
    const asks = [
      bob.get(path),
      bob.get(`${path}/prompt`),
      bob.send('PATCH', path, { title: 'mine' }),
      bob.send('POST', `${path}/messages`, { text: 'x' }),
      bob.send('POST', `${path}/retry`, { messageId: answer.id }),
      bob.get(`/api/runs/${run.runId}/events`),
      bob.send('POST', `/api/runs/${run.runId}/stop`),
      bob.get(`/api/messages/${answer.id}/links`),
    ]
    for (const each of await Promise.all(asks)) expect(each.status).toBe(404)
    await bob.send('DELETE', path)
    expect((await ada.get(path)).status).toBe(200)
  })

  it('show what the model gets and what that costs', async () => {
    const conversation = await ada.converse(plugins)
    const { json } = await ada.get(`/api/conversations/${conversation.id}/prompt`)
    expect(json.plugins).toMatchObject([{ title: 'Hello', text: expect.stringContaining('namespace hello {'), tokens: expect.any(Number) }])
    expect(json.tokens).toBeGreaterThan(json.plugins[0].tokens)
    expect(json.functionTokens).toBeGreaterThan(10)
    expect(json.share).toBeCloseTo((json.tokens + json.functionTokens) / 4000)
  })

  it('take at most three plugins, and only what is ready', async () => {
    const bob = await started.person('bea@example.com')
    const answer = await bob.send('POST', '/api/conversations', { pluginIds: plugins.map(({ id }) => id) })
    expect(answer).toMatchObject({ status: 409, json: { detail: expect.stringContaining('can’t be switched on') } })
    const many = await ada.send('POST', '/api/conversations', { pluginIds: Array.from({ length: 4 }, () => plugins[0]!.id) })
    expect(many).toMatchObject({ status: 409, json: { detail: expect.stringContaining('At most 3') } })
  })
})

describe('a console that stops', () => {
  it('ends what goes on, and keeps what was said', async () => {
    const other = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url })
    const eve = await other.person('eve@example.com')
    model.play({ silent: true })
    const conversation = await eve.converse()
    let stopping: PromiseLike<void> | undefined
    const answer = await eve.say(conversation, 'hello?', {
      onEvent: (event) => {
        if (event.type === 'part') stopping ??= other[Symbol.asyncDispose]()
      },
    })
    await stopping
    expect(answer).toMatchObject({ status: 'stopped', parts: [{ type: 'text', text: 'Let me' }] })
    expect(other.lines().join('')).not.toContain('failed')
  })
})
