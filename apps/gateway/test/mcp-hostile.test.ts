import { createTestDatabase } from '@patchbay/database/testing'
import { openQueue } from '@patchbay/queue'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLoopbackFetch } from './mcp-clients/loopback-fetch.ts'
import { createMcpClient, legacy, modern, type Message, type RpcAnswer } from './mcp-messages.ts'
import { startDeskGateway, type DeskGateway } from './start-desk-gateway.ts'
import { startTestGateway } from './start-test-gateway.ts'

const form = { elicitation: { form: {} } }
const tasks = { extensions: { 'io.modelcontextprotocol/tasks': {} } }
const agreed = { confirm: { action: 'accept', content: { agree: true } } }

let gateway: DeskGateway
let ada: string
let eve: string
let people = 0
beforeAll(async () => {
  gateway = await startDeskGateway()
})
afterAll(() => gateway[Symbol.asyncDispose]())
beforeEach(async () => {
  people += 1
  ada = (await gateway.keys.create({ name: 'ada', email: `ada${people}@example.com` })).text
  eve = (await gateway.keys.create({ name: 'eve', email: `eve${people}@example.com` })).text
})

const ask = (message: Message, key = ada, host = 'desk'): Promise<RpcAnswer> => createMcpClient(gateway, host)(message, { key })
const call = (name: string, given: object, more: object = {}, capabilities: object = form) =>
  modern('tools/call', { name, arguments: given, ...more }, capabilities)
const listOrders = async () => (await ask(call('listOrders', {}))).message.result.structuredContent.orders

describe('a message that is wrong', () => {
  it('is refused when it is several', async () => {
    const order = legacy('tools/call', { name: 'listOrders', arguments: {} })
    for (const { body, headers } of [order, modern('tools/list')]) {
      const answer = await ask({ body: [body, body] as never, headers })
      expect([answer.status, answer.message.error]).toEqual([400, { code: -32600, message: 'Send one message at a time.' }])
    }
  })

  it.each([
    ['resources/read', { uri: 5 }, 'params.uri must be a JSON string.'],
    ['resources/read', undefined, 'params.uri must be a JSON string.'],
    ['prompts/get', { name: ['listOrders'] }, 'params.name must be a JSON string.'],
    ['initialize', { protocolVersion: 1 }, 'params.protocolVersion must be a JSON string.'],
    ['initialize', { protocolVersion: '2025-11-25', capabilities: null }, 'params.capabilities must be a JSON object.'],
  ])('says which parameter is wrong (%s, %j)', async (method, params, message) => {
    expect((await ask(legacy(method, params))).message).toMatchObject({ id: 1, error: { code: -32602, message } })
  })

  it('hears a sentence where its id, its progress token or its key can be none', async () => {
    const { body, headers } = call('listOrders', {})
    for (const id of [null, 1.5, {}, [], true, 2 ** 60])
      expect((await ask({ body: { ...body, id: id as never }, headers })).message.error.code).toBe(-32600)
    for (const progressToken of [null, {}, [], 1.5])
      expect((await ask(call('listOrders', {}, { _meta: { progressToken } }))).message.error.code).toBe(-32600)
    for (const key of [5, {}, [], '', 'a b', 'x'.repeat(256)]) {
      const { result } = (await ask(call('placeOrder', { item: 'tea' }, { _meta: { 'patchbay/idempotencyKey': key } }))).message
      expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('1 to 255 visible ASCII characters') }] })
    }
  })

  it('hears of a member that reaches prototypes, before anything is done with it', async () => {
    for (const member of ['__proto__', 'constructor', 'prototype']) {
      const raw = JSON.stringify(call('placeOrder', { item: 'tea' }).body).replace('"item"', `"${member}":{"x":1},"item"`)
      const answer = await gateway.ask('desk', '/mcp', { raw, key: ada, headers: call('placeOrder', {}).headers })
      expect([answer.status, answer.json.error.message]).toEqual([400, `The body has a member ${member}, which is not allowed.`])
    }
  })
})

describe('the state of a question', () => {
  const begin = async (item: string) => (await ask(call('placeOrder', { item }))).message.result.requestState as string

  it('is refused when it is no state, or one for something else', async () => {
    const requestState = await begin('tea')
    const refused = async (more: object, name = 'placeOrder', key = ada, host = 'desk') => {
      const given = name.endsWith('placeOrder') ? { item: 'tea' } : {}
      const { message } = await ask(call(name, given, { inputResponses: agreed, ...more }), key, host)
      expect(message.error).toMatchObject({ code: -32602, message: 'Invalid or expired requestState' })
    }
    const [payload, mark] = requestState.split('.')
    const forged = Buffer.from(JSON.stringify({ payload: { id: 'x', mode: 'form' }, until: Date.now() + 60_000 })).toString('base64url')
    for (const state of [5, null, {}, [], '', '.', 'a.b', payload, `${forged}.${mark}`, `${payload}.`])
      await refused({ requestState: state })
    await refused({ requestState }, 'listOrders')
    await refused({ requestState }, 'placeOrder', eve)
    await refused({ requestState }, 'desk_placeOrder', eve, '')
    expect(await listOrders()).toEqual([])
  })

  it('does one thing once, however often it comes at the same time', async () => {
    const requestState = await begin('tea')
    const again = () => ask(call('placeOrder', { item: 'tea' }, { inputResponses: agreed, requestState }))
    await Promise.all(Array.from({ length: 10 }, again))
    expect(await listOrders()).toEqual(['tea'])
  })

  it('takes nothing but a plain yes', async () => {
    for (const inputResponses of [5, 'x', [], null, {}, { confirm: 5 }, { confirm: null }, { other: agreed.confirm }]) {
      const more = { requestState: await begin('tea'), inputResponses }
      expect((await ask(call('placeOrder', { item: 'tea' }, more))).message.result.resultType).toBe('input_required')
    }
    for (const content of [undefined, {}, { agree: 'true' }, { agree: 1 }, [true]]) {
      const more = { requestState: await begin('tea'), inputResponses: { confirm: { action: 'accept', content } } }
      const { result } = (await ask(call('placeOrder', { item: 'tea' }, more))).message
      expect(result._meta['patchbay/problem'].code).toBe('confirmation_refused')
    }
    expect(await listOrders()).toEqual([])
  })
})

describe('a task', () => {
  const start = async () => (await ask(call('crunch', { how: 'wait' }, {}, tasks))).message.result.taskId as string
  const now: typeof modern = (method, params) => modern(method, params, tasks)
  const methods: [string, typeof modern][] = [
    ['tasks/get', now],
    ['tasks/update', now],
    ['tasks/cancel', now],
    ['tasks/get', legacy],
    ['tasks/result', legacy],
    ['tasks/cancel', legacy],
  ]

  it('is there for nobody else, who hears the same as of one that never was', async () => {
    const taskId = await start()
    const never = '00000000-0000-4000-8000-000000000000'
    for (const [method, era] of methods)
      for (const host of ['desk', ''])
        expect((await ask(era(method, { taskId }), eve, host)).message).toEqual(
          (await ask(era(method, { taskId: never }), eve, host)).message,
        )
    expect((await ask(now('tasks/get', { taskId }))).message.result.status).toBe('working')
    await ask(now('tasks/cancel', { taskId }))
  })

  it('is not found by what is no id', async () => {
    for (const [method, era] of methods)
      for (const taskId of [5, {}, [], null, '', 'x', "' or 1=1", 'x'.repeat(100_000)]) {
        const { headers, body } = era(method, { taskId })
        const sent = { ...headers, ...(typeof taskId === 'string' && taskId.length > 1000 && { 'mcp-name': 'x' }) }
        expect([-32602, -32020]).toContain((await ask({ headers: sent, body })).message.error.code)
      }
  })
})

/** Opens the stream of a job that waits, and reads its first progress. */
async function openStream(port: number, key: string, era: typeof modern) {
  const { body, headers } = era('tools/call', { name: 'crunch', arguments: { how: 'wait' }, _meta: { progressToken: 'p' } })
  const leave = new AbortController()
  const response = await createLoopbackFetch(port)(`http://desk.localhost:${port}/mcp`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
    signal: leave.signal,
  })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toContain('notifications/progress')
  return { reader, leave: () => leave.abort() }
}

describe('a stream that ends early', () => {
  it('ends the job where the client of 2026 closes it, and no other', async () => {
    const older = await openStream(gateway.port, eve, legacy)
    const newer = await openStream(gateway.port, ada, modern)
    older.leave()
    newer.leave()
    await vi.waitFor(() => expect([...gateway.stopped]).toContain(`ada${people}@example.com`), 10_000)
    expect([...gateway.stopped]).not.toContain(`eve${people}@example.com`)
  })

  it('tells how to go on where it is the process that ends, and leaves the job alone', async () => {
    const database = await createTestDatabase()
    const queue = await openQueue({ database })
    const pluginsFolder = join(import.meta.dirname, 'fixtures/mcp-plugins')
    const other = await startTestGateway({ pluginsFolder, database: { ...database, close: async () => {} }, queue })
    const { text: key } = await other.keys.create({ name: 'ada', email: 'ada@example.com' })
    const streams = [await openStream(other.port, key, modern), await openStream(other.port, key, legacy)]
    const ended = other[Symbol.asyncDispose]()
    for (const { reader } of streams) {
      let last = ''
      for (let part = await reader.read(); !part.done; part = await reader.read()) last = part.value
      expect(last).toMatch(/"structuredContent":\{"status":"queued","jobId":"[0-9a-f-]{36}"/)
    }
    await ended
    const rows = await database.kysely.selectFrom('jobs').select(['status', 'cancel_requested_at']).execute()
    expect(rows).toEqual([0, 1].map(() => ({ status: 'queued', cancel_requested_at: null })))
    await queue.close()
    await database.close()
  })
})
