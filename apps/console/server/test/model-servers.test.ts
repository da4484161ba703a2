import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssistantMessage, Call, Plugin } from '../src/api.ts'
import type { Person } from './person.ts'
import { startScriptedModel, type ScriptedModel } from './scripted-model.ts'
import { startTestConsole, type TestConsole } from './start-test-console.ts'

let model: ScriptedModel
let started: TestConsole
let ada: Person
let plugins: Plugin[]

beforeAll(async () => {
  model = await startScriptedModel()
  started = await startTestConsole({ MODEL: 'scripted', MODEL_BASE_URL: model.url, MODEL_WINDOW: '2500', MODEL_PATIENCE: '2' })
  ada = await started.person('ada@example.com')
  plugins = await ada.install('hello')
})
afterAll(async () => {
  await started[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
})

const say = async (text = 'hello') => ada.say(await ada.converse(plugins), text)
const texts = ({ parts }: AssistantMessage) => parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('')
const notices = ({ parts }: AssistantMessage) => parts.flatMap((part) => (part.type === 'notice' ? [part.code] : []))
const bodies = ({ parts }: AssistantMessage) =>
  parts.flatMap((part): string[] => (part.type === 'call' ? [(part.call as Call).response?.body ?? ''] : []))

const toStream = (...deltas: object[]) =>
  [...deltas.map((delta) => ({ choices: [{ index: 0, delta }] })), { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }]
    .map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
    .join('')
const piece = (more: object, name?: string, text?: unknown) => ({
  tool_calls: [{ ...more, function: { ...(name && { name }), ...(text !== undefined && { arguments: text }) } }],
})
const done = { text: 'Done.' }

describe('servers that call in their own way', () => {
  it.each([
    [
      'without an index',
      [
        piece({ id: 'a' }, 'hello__sayHello', '{"name":'),
        piece({}, undefined, '"Ada"}'),
        piece({ id: 'b' }, 'hello__sayHello', '{"name":"Bob"}'),
      ],
    ],
    [
      'with one index for all',
      [
        piece({ index: 0, id: 'a' }, 'hello__sayHello', '{"name":"Ada"}'),
        piece({ index: 0, id: 'b' }, 'hello__sayHello', '{"name":"Bob"}'),
      ],
    ],
    [
      'with the name in every piece',
      [
        piece({ index: 0, id: 'a' }, 'hello__sayHello', '{"name":"Ada"'),
        piece({ index: 0, id: 'a' }, 'hello__sayHello', '}'),
        piece({ index: 1, id: 'b' }, 'hello__sayHello', '{"name":"Bob"}'),
      ],
    ],
    ['with neither index nor id', [piece({}, 'hello__sayHello', '{"name":"Ada"}'), piece({}, 'hello__sayHello', '{"name":"Bob"}')]],
    [
      'with arguments that are objects',
      [piece({ index: 0 }, 'hello__sayHello', { name: 'Ada' }), piece({ index: 1 }, 'hello__sayHello', { name: 'Bob' })],
    ],
    [
      'by the names of the description',
      [piece({ index: 0 }, 'hello.sayHello', '{"name":"Ada"}'), piece({ index: 1 }, 'sayhello', '{"name":"Bob"}')],
    ],
  ])('%s are understood', async (_name, deltas) => {
    model.play({ raw: toStream(...deltas) }, done)
    const answer = await say()
    expect(bodies(answer)).toEqual([expect.stringContaining('Ada'), expect.stringContaining('Bob')])
    expect(texts(answer)).toBe('Done.')
  })
})

describe('servers that answer in their own way', () => {
  it.each([
    ['in parts', toStream({ content: [{ type: 'text', text: 'Good ' }] }, { content: 'day.' }), undefined],
    [
      'with thoughts before',
      toStream({ content: '<thi' }, { content: 'nk>Hm.\n\nWell.</think>' }, { content: '\n\nGood day.' }),
      undefined,
    ],
    [
      'as a whole',
      JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'Good day.' }, finish_reason: 'stop' }] }),
      'application/json',
    ],
  ])('%s are read', async (_name, raw, type) => {
    model.play({ raw, ...(type && { type }) })
    const answer = await say()
    expect(texts(answer)).toBe('Good day.')
    expect(answer).toMatchObject({ status: 'done', problem: null })
    expect(notices(answer)).toEqual([])
  })

  it('call in a whole answer, too', async () => {
    const message = {
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'hello__sayHello', arguments: '{"name":"Ada"}' } }],
    }
    model.play({ raw: JSON.stringify({ choices: [{ message, finish_reason: 'tool_calls' }] }), type: 'application/json' }, done)
    expect(bodies(await say())).toEqual([expect.stringContaining('Ada')])
  })

  it.each([
    ['nothing', { raw: toStream() }, 'The model said nothing. Try again.'],
    ['thoughts that are not text', { raw: toStream({ reasoning_content: 'Hm.' }) }, 'The model said nothing. Try again.'],
    ['a web page', { raw: '<!doctype html>', type: 'text/html' }, 'MODEL_BASE_URL'],
    ['an error in JSON', { raw: '{"error":{"message":"out of memory"}}', type: 'application/json' }, 'The model failed. Try again.'],
    [
      'that it can’t call',
      { raw: '{"error":{"message":"m does not support tools"}}', type: 'application/json', status: 400 },
      'can’t call functions',
    ],
    [
      'that it is too much',
      { raw: '{"error":{"code":"context_length_exceeded","message":"m"}}', type: 'application/json', status: 400 },
      'too long',
    ],
    [
      'when to come again',
      { raw: '{"error":{"message":"slow down"}}', type: 'application/json', status: 429, headers: { 'retry-after': '90' } },
      'Wait 90 s',
    ],
  ])('say %s: it is told in words', async (_name, step, words) => {
    model.play(step)
    expect(await say()).toMatchObject({ status: 'failed', problem: expect.stringContaining(words) })
  })

  it('break off: what came stays, with a notice', async () => {
    model.play({ raw: 'data: {"choices":[{"index":0,"delta":{"content":"Good d"}}]}\n\n' })
    const answer = await say()
    expect(texts(answer)).toBe('Good d')
    expect(notices(answer)).toEqual(['answer-cut'])
  })
})

describe('the window', () => {
  it('is too small for calls that are long themselves, and that is said', async () => {
    const calls = ['Ada', 'Bob', 'Cyd'].map((name) => ({
      name: 'hello__sayHello',
      arguments: JSON.stringify({ name: `${name} ${'long name '.repeat(400)}` }),
    }))
    model.play({ calls }, done)
    const answer = await say('greet them')
    expect(answer.status).toBe('failed')
    expect(answer.problem).toContain('does not fit into the model’s window')
  })

  it('refuses what does not fit by itself, before the model is asked', async () => {
    model.play(done)
    expect(await say('word '.repeat(3500))).toMatchObject({ status: 'failed', problem: expect.stringContaining('Say it in parts') })
    expect(model.requests).toHaveLength(0)
  })
})

describe('an answer', () => {
  it('tells its tokens when it ends, those of all steps', async () => {
    model.play({ calls: [{ name: 'hello__sayHello', arguments: '{"name":"Ada"}' }] }, done)
    const { events } = await say()
    const last = events.findLast((event) => event.type === 'message')
    expect(last).toMatchObject({ message: { status: 'done', usage: { promptTokens: 20, completionTokens: 10 } } })
  })

  it('names what a call lacks, and leaves out what has no place', async () => {
    const calls = [
      { name: 'hello__sayHello', arguments: '{"language":"de"}' },
      { name: 'hello__sayHello', arguments: '{"name":"Ada","colour":"red"}' },
    ]
    model.play({ calls }, done)
    const cards = (await say()).parts.flatMap((part) => (part.type === 'call' ? [part.call] : []))
    expect(cards).toMatchObject([
      { status: 'failed', problem: 'It needs name.' },
      { status: 'done', arguments: { name: 'Ada' } },
    ])
    expect(cards[1]!.arguments).not.toHaveProperty('colour')
  })
})

describe('a conversation', () => {
  it('keeps no message that is not answered, and goes on', async () => {
    model.play({ silent: true })
    const waiting = await Promise.all(Array.from({ length: 5 }, () => ada.converse(plugins)))
    for (const { id } of waiting) expect((await ada.send('POST', `/api/conversations/${id}/messages`, { text: 'hm' })).status).toBe(202)
    const conversation = await ada.converse(plugins)
    expect((await ada.send('POST', `/api/conversations/${conversation.id}/messages`, { text: 'one too many' })).status).toBe(429)
    expect((await ada.get(`/api/conversations/${conversation.id}`)).json.messages).toEqual([])
    // Who deletes a conversation ends what goes on in it.
    for (const { id } of waiting) expect((await ada.send('DELETE', `/api/conversations/${id}`)).status).toBe(200)
    model.play(done)
    expect(texts(await ada.say(conversation, 'hello again'))).toBe('Done.')
  })

  it('has only plugins that the person still has, and takes another', async () => {
    const [hello] = plugins
    const conversation = await ada.converse(plugins)
    await ada.send('DELETE', `/api/plugins/${hello!.id}/install`)
    const path = `/api/conversations/${conversation.id}`
    expect((await ada.get(path)).json.pluginIds).toEqual([])
    const [notes] = await ada.install('notes')
    expect((await ada.send('PATCH', path, { pluginIds: [hello!.id, notes!.id] })).status).toBe(409)
    expect((await ada.send('PATCH', path, { pluginIds: [notes!.id] })).json.pluginIds).toEqual([notes!.id])
    await ada.install('hello')
  })

  it('takes no character that the database does not', async () => {
    const { id } = await ada.converse(plugins)
    expect((await ada.send('POST', `/api/conversations/${id}/messages`, { text: 'a\0b' })).status).toBe(400)
    expect((await ada.send('PATCH', `/api/conversations/${id}`, { title: 'a\0b' })).status).toBe(400)
    expect((await ada.get('/api/conversations?query=%00')).status).toBe(400)
  })
})
