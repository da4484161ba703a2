import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBrowser } from './browser.ts'
import { createLoopbackFetch } from './mcp-clients/loopback-fetch.ts'
import { createMcpClient, legacy, modern, type RpcAnswer } from './mcp-messages.ts'
import { startDeskGateway, type DeskGateway } from './start-desk-gateway.ts'

const password = 'correct horse battery staple'
const tasks = { extensions: { 'io.modelcontextprotocol/tasks': {} } }

let gateway: DeskGateway
let mcp: (...given: Parameters<ReturnType<typeof createMcpClient>>) => Promise<RpcAnswer>
let key: string
let email: string
let people = 0
beforeAll(async () => {
  gateway = await startDeskGateway()
})
afterAll(() => gateway[Symbol.asyncDispose]())
beforeEach(async () => {
  email = `ada${(people += 1)}@example.com`
  key = await createPerson(email)
  const client = createMcpClient(gateway, 'desk')
  mcp = (message, options) => client(message, { key, ...options })
})

async function createPerson(address: string): Promise<string> {
  const { id } = await gateway.accounts.ensure(address)
  await gateway.accounts.passwordLinks.redeem(await gateway.accounts.passwordLinks.create(id), password)
  return (await gateway.keys.create({ name: 'test', email: address })).text
}

const call = (name: string, given: object, capabilities?: object, more?: object) =>
  modern('tools/call', { name, arguments: given, ...more }, capabilities)
const listOrders = async () => (await mcp(call('listOrders', {}))).message.result.structuredContent.orders
const connect = async (capabilities: object) => {
  const client = new Client({ name: 'test', version: '1' }, { capabilities, versionNegotiation: { mode: 'auto' } })
  const url = new URL(`http://desk.localhost:${gateway.port}/mcp`)
  const requestInit = { headers: { authorization: `Bearer ${key}` } }
  await client.connect(new StreamableHTTPClientTransport(url, { fetch: createLoopbackFetch(gateway.port), requestInit }))
  return client
}

describe('an action that asks first', () => {
  it('asks through the official client, and does what the person said', async () => {
    const client = await connect({ elicitation: { form: {} } })
    const asked: unknown[] = []
    let agree = true
    client.setRequestHandler('elicitation/create', (request) => {
      asked.push(request.params.message)
      return { action: 'accept', content: { agree } }
    })
    const done = await client.callTool({ name: 'placeOrder', arguments: { item: 'tea' } })
    expect(done.structuredContent).toEqual({ orders: ['tea'] })
    agree = false
    const refused = await client.callTool({ name: 'placeOrder', arguments: { item: 'gold' } })
    expect(refused.isError).toBe(true)
    expect(asked).toEqual(['Order tea?', 'Order gold?'])
    expect(await listOrders()).toEqual(['tea'])
    await client.close()
  })

  it('takes the answer for this person, action and arguments only', async () => {
    const form = { elicitation: { form: {} } }
    const asked = (await mcp(call('placeOrder', { item: 'tea' }, form))).message.result
    expect(asked).toMatchObject({ resultType: 'input_required', inputRequests: { confirm: { method: 'elicitation/create' } } })
    const { requestState } = asked
    const inputResponses = { confirm: { action: 'accept', content: { agree: true } } }
    const retry = (item: string, state: string) => call('placeOrder', { item }, form, { inputResponses, requestState: state })
    expect((await mcp(retry('gold', requestState))).message.error.code).toBe(-32602)
    expect((await mcp(retry('tea', `${requestState}x`))).message.error.code).toBe(-32602)
    const other = await createPerson('eve@example.com')
    expect((await mcp(retry('tea', requestState), { key: other })).message.error.code).toBe(-32602)
    const silent = call('placeOrder', { item: 'tea' }, form, { requestState })
    expect((await mcp(silent)).message.result.resultType).toBe('input_required')
    expect(await listOrders()).toEqual([])
    expect((await mcp(retry('tea', requestState))).message.result.structuredContent).toEqual({ orders: ['tea'] })
    expect((await mcp(retry('tea', requestState))).message.result.structuredContent).toEqual({ orders: ['tea'] })
    expect(await listOrders()).toEqual(['tea'])
  })

  it('sends the person to the page where a client opens pages, and believes the page alone', async () => {
    const capabilities = { elicitation: { url: {} } }
    const { inputRequests, requestState } = (await mcp(call('placeOrder', { item: 'tea' }, capabilities))).message.result
    const { mode, url } = inputRequests.confirm.params
    expect(mode).toBe('url')
    const retry = call('placeOrder', { item: 'tea' }, capabilities, { inputResponses: { confirm: { action: 'accept' } }, requestState })
    expect((await mcp(retry)).message.result.resultType).toBe('input_required')
    expect(await listOrders()).toEqual([])
    await agree(url)
    expect((await mcp(retry)).message.result.structuredContent).toEqual({ orders: ['tea'] })
  })

  it('gives page and id to a client that can do neither, and does nothing', async () => {
    for (const message of [call('placeOrder', { item: 'tea' }), legacy('tools/call', { name: 'placeOrder', arguments: { item: 'tea' } })]) {
      const { structuredContent } = (await mcp(message)).message.result
      expect(structuredContent).toMatchObject({ status: 'confirmation_required', confirmation: { message: 'Order tea?' } })
    }
    expect(await listOrders()).toEqual([])
    const { confirmation } = (await mcp(call('placeOrder', { item: 'tea' }))).message.result.structuredContent
    await agree(confirmation.url)
    const again = call('placeOrder', { item: 'tea', confirmationId: confirmation.id })
    expect((await mcp(again)).message.result.structuredContent).toEqual({ orders: ['tea'] })
  })
})

/** What a person does on the page of a confirmation. */
async function agree(url: string): Promise<void> {
  const browser = createBrowser(gateway.port)
  const page = await browser.submit(await browser.open(url), { email, password, do: 'sign-in' })
  await browser.submit(page, { do: 'approve' })
}

describe('what there is to read', () => {
  const origin = () => `http://desk.localhost:${gateway.port}`
  const read = async (uri: string, as = key) => (await mcp(modern('resources/read', { uri }), { key: as })).message

  it('is what lists without being asked for more, to each person their own, kept by no cache', async () => {
    const { resources, cacheScope } = (await mcp(modern('resources/list'))).message.result
    expect(resources).toMatchObject([{ uri: `${origin()}/orders`, name: 'listOrders', mimeType: 'application/json' }])
    expect(cacheScope).toBe('public')
    const mine = (await read(`${origin()}/orders`)).result
    expect(mine).toMatchObject({ cacheScope: 'private', ttlMs: 0 })
    expect(JSON.parse(mine.contents[0].text)).toEqual({ orders: [] })
    expect((await mcp(legacy('resources/read', { uri: `${origin()}/orders` }))).message.result.contents).toEqual(mine.contents)
  })

  it('is pages, by their address', async () => {
    const { resourceTemplates } = (await mcp(modern('resources/templates/list'))).message.result
    expect(resourceTemplates).toMatchObject([{ uriTemplate: `${origin()}/o/{token}`, mimeType: 'text/html' }])
    expect((await read(`${origin()}/o/a%20b`)).result.contents).toMatchObject([
      { mimeType: 'text/html', text: expect.stringContaining('<h1>a b</h1>') },
    ])
    for (const uri of [
      `${origin()}/o/gone`,
      `${origin()}/o/a/b`,
      `${origin()}/nothing`,
      'https://elsewhere.example/o/a',
      'file:///etc/passwd',
    ])
      expect((await read(uri)).error).toMatchObject({ code: -32602 })
  })

  it('is prompts to begin with', async () => {
    expect((await mcp(modern('prompts/list'))).message.result.prompts).toMatchObject([{ name: 'listOrders', title: 'List orders' }])
    const { messages } = (await mcp(modern('prompts/get', { name: 'listOrders' }))).message.result
    expect(messages).toEqual([{ role: 'user', content: { type: 'text', text: 'what did I order?' } }])
    expect((await mcp(modern('prompts/get', { name: 'placeOrder' }))).message.error.code).toBe(-32602)
  })
})

describe('a background action', () => {
  const start = async (how: string) => (await mcp(call('crunch', { how }, tasks))).message.result
  const ask = async (method: string, taskId: string) => (await mcp(modern(method, { taskId }, tasks))).message

  it('is a task for a client that knows tasks', async () => {
    const task = await start('well')
    expect(task).toMatchObject({ resultType: 'task', status: 'working', taskId: expect.any(String), ttlMs: null })
    await vi.waitFor(async () => expect((await ask('tasks/get', task.taskId)).result.status).toBe('completed'), 10_000)
    expect((await ask('tasks/get', task.taskId)).result).toMatchObject({
      resultType: 'complete',
      result: { structuredContent: { crunched: email } },
    })
    const refused = await start('badly')
    await vi.waitFor(async () => expect((await ask('tasks/get', refused.taskId)).result.status).toBe('completed'), 10_000)
    expect((await ask('tasks/get', refused.taskId)).result.result).toMatchObject({
      isError: true,
      content: [{ text: 'There is nothing to crunch.' }],
    })
  })

  it('is cancelled, by its owner alone', async () => {
    const { taskId } = await start('wait')
    await vi.waitFor(async () => expect((await ask('tasks/get', taskId)).result.statusMessage).toBe('half'), 10_000)
    const other = await createPerson('eve@example.com')
    expect((await mcp(modern('tasks/cancel', { taskId }, tasks), { key: other })).message.error.code).toBe(-32602)
    expect((await ask('tasks/cancel', taskId)).result).toMatchObject({ resultType: 'complete' })
    await vi.waitFor(async () => expect((await ask('tasks/get', taskId)).result.status).toBe('cancelled'), 10_000)
  })

  it('is a task of 2025-11-25 for a client that asks for one', async () => {
    const started = (await mcp(legacy('tools/call', { name: 'crunch', arguments: { how: 'well' }, task: { ttl: 60_000 } }))).message.result
    expect(started.task).toMatchObject({ status: 'working' })
    const { taskId } = started.task
    const result = (await mcp(legacy('tasks/result', { taskId }))).message.result
    expect(result).toMatchObject({ structuredContent: { crunched: email }, _meta: { 'io.modelcontextprotocol/related-task': { taskId } } })
    expect((await mcp(legacy('tasks/get', { taskId }))).message.result).toMatchObject({ taskId, status: 'completed' })
  })

  it('is followed and cancelled by the official client 1.32', async () => {
    const client = new OldClient({ name: 'test', version: '1' })
    const url = new URL(`http://desk.localhost:${gateway.port}/mcp`)
    const requestInit = { headers: { authorization: `Bearer ${key}` } }
    await client.connect(new OldTransport(url, { fetch: createLoopbackFetch(gateway.port), requestInit }) as never)
    const follow = async (how: string) => {
      const kinds: string[] = []
      const stream = client.experimental.tasks.callToolStream({ name: 'crunch', arguments: { how } }, undefined, { task: { ttl: 60_000 } })
      for await (const message of stream) {
        kinds.push(message.type)
        if (message.type === 'taskCreated' && how === 'wait') await client.experimental.tasks.cancelTask(message.task.taskId)
        if (message.type === 'result') expect(message.result['structuredContent']).toEqual({ crunched: email })
      }
      return kinds
    }
    expect(await follow('well')).toEqual(expect.arrayContaining(['taskCreated', 'result']))
    expect((await follow('wait')).at(-1)).toBe('error')
    await client.close()
  })

  it('tells its progress on the stream, and its result at the end', async () => {
    for (const era of [modern, legacy]) {
      const message = era('tools/call', { name: 'crunch', arguments: { how: 'well' }, _meta: { progressToken: 'p' } })
      const answer = await mcp(message)
      expect(answer.headers['content-type']).toContain('text/event-stream')
      expect(answer.text).toMatch(/notifications\/progress[^]*"progressToken":"p"/)
      expect(answer.message.result.structuredContent).toEqual({ crunched: email })
    }
  })

  it('ends when the stream is closed, where closing means that', async () => {
    const { body, headers } = call('crunch', { how: 'wait' }, {}, { _meta: { progressToken: 'p' } })
    const leave = new AbortController()
    const response = await createLoopbackFetch(gateway.port)(`http://desk.localhost:${gateway.port}/mcp`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
      signal: leave.signal,
    })
    const { value } = await response.body!.getReader().read()
    expect(Buffer.from(value!).toString()).toContain('notifications/progress')
    leave.abort()
    await vi.waitFor(() => expect(gateway.stopped).toContain(email), 10_000)
  })

  it('gives its id to a client that knows none of this, and a tool to ask with', async () => {
    const { structuredContent } = (await mcp(legacy('tools/call', { name: 'crunch', arguments: { how: 'wait' } }))).message.result
    expect(structuredContent).toMatchObject({ status: 'queued', jobId: expect.any(String) })
    const { jobId } = structuredContent
    const get = async (name: string, id = jobId) => (await mcp(call(name, { jobId: id }))).message.result
    await vi.waitFor(async () => expect((await get('getJob')).structuredContent.status).toBe('running'), 10_000)
    expect((await get('cancelJob')).isError).toBeUndefined()
    await vi.waitFor(async () => expect((await get('getJob')).structuredContent.status).toBe('cancelled'), 10_000)
    expect(await get('getJob', '00000000-0000-4000-8000-000000000000')).toMatchObject({ isError: true })
  })

  it('is declared in both revisions', async () => {
    const discovered = (await mcp(modern('server/discover'))).message.result
    expect(discovered.capabilities.extensions).toHaveProperty(['io.modelcontextprotocol/tasks'])
    const listTools = async (message: ReturnType<typeof modern>) =>
      (await mcp(message)).message.result.tools as { name: string; execution?: object }[]
    const tools = await listTools(legacy('tools/list'))
    expect(tools.find(({ name }) => name === 'crunch')!.execution).toEqual({ taskSupport: 'optional' })
    for (const tool of await listTools(modern('tools/list'))) expect(tool).not.toHaveProperty('execution')
    expect(tools.map((tool: { name: string }) => tool.name)).toEqual(expect.arrayContaining(['getJob', 'cancelJob']))
  })
})
