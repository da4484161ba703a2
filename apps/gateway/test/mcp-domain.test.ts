import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBrowser } from './browser.ts'
import { connectNew, connectOld } from './mcp-clients/connect-client.ts'
import { createMcpClient, legacy, modern, type RpcAnswer } from './mcp-messages.ts'
import failing from './fixtures/task-plugins/failing/src/index.ts'
import slow from './fixtures/task-plugins/slow/src/index.ts'
import { startDeskGateway, startJobGateway, type DeskGateway } from './start-desk-gateway.ts'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

const password = 'correct horse battery staple'

describe('the domain as one server, with the desk', () => {
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
    const { id } = await gateway.accounts.ensure(email)
    await gateway.accounts.passwordLinks.redeem(await gateway.accounts.passwordLinks.create(id), password)
    key = (await gateway.keys.create({ name: 'test', email })).text
    const client = createMcpClient(gateway, '')
    mcp = (message, options) => client(message, { key, ...options })
  })

  const tasks = { extensions: { 'io.modelcontextprotocol/tasks': {} } }
  const call = (name: string, given: object, capabilities?: object) => modern('tools/call', { name, arguments: given }, capabilities)
  const origin = () => `http://desk.localhost:${gateway.port}`

  it('has what each plugin has to read and to begin with, by names that begin with its own', async () => {
    const { result } = (await mcp(modern('resources/list'))).message
    expect(result).toMatchObject({ cacheScope: 'private' })
    expect(result.resources).toMatchObject([{ uri: `${origin()}/orders`, name: 'desk_listOrders', title: 'Desk: List orders' }])
    const { resourceTemplates } = (await mcp(modern('resources/templates/list'))).message.result
    expect(resourceTemplates).toMatchObject([{ uriTemplate: `${origin()}/o/{token}`, name: 'desk_o' }])
    const read = async (uri: string) => (await mcp(modern('resources/read', { uri }))).message.result.contents[0]
    expect(JSON.parse((await read(`${origin()}/orders`)).text)).toEqual({ orders: [] })
    expect((await read(`${origin()}/o/tea`)).text).toContain('<h1>tea</h1>')
    expect((await mcp(modern('prompts/list'))).message.result.prompts).toMatchObject([{ name: 'desk_listOrders' }])
    const { messages } = (await mcp(modern('prompts/get', { name: 'desk_listOrders' }))).message.result
    expect(messages).toMatchObject([{ content: { text: 'what did I order?' } }])
    expect((await mcp(modern('prompts/get', { name: 'listOrders' }))).message.error.code).toBe(-32602)
    const { instructions } = (await mcp(modern('server/discover'))).message.result
    expect(instructions).toMatch(/begins with its plugin: Desk\.$/)
  })

  it('asks by a form, and by the page where a client of before 2026 opens pages', async () => {
    const to = { port: gateway.port, host: '', key }
    const order = { name: 'desk_placeOrder', arguments: { item: 'tea' } }
    const form = { elicitation: { form: {} } }
    const { requestState } = (await mcp(call(order.name, order.arguments, form))).message.result
    const inputResponses = { confirm: { action: 'accept', content: { agree: true } } }
    const retry = (given: object) => modern('tools/call', { name: order.name, arguments: given, inputResponses, requestState }, form)
    expect((await mcp(retry({ item: 'gold' }))).message.error.code).toBe(-32602)
    expect((await mcp(retry(order.arguments))).message.result.structuredContent).toEqual({ orders: ['tea'] })
    const old = await connectOld({ ...to, capabilities: { elicitation: { url: {} } } })
    const refusal = (await old.callTool(order).catch((error: unknown) => error)) as { data: { elicitations: { url: string }[] } }
    expect(refusal).toMatchObject({ code: -32042 })
    const browser = createBrowser(gateway.port)
    const page = await browser.submit(await browser.open(refusal.data.elicitations[0]!.url), { email, password, do: 'sign-in' })
    await browser.submit(page, { do: 'approve' })
    expect((await old.callTool(order))['structuredContent']).toEqual({ orders: ['tea', 'tea'] })
    const plain = await connectNew({ ...to, mode: 'auto' })
    expect((await plain.callTool(order))['structuredContent']).toMatchObject({ status: 'confirmation_required' })
    await Promise.all([old.close(), plain.close()])
  })

  it('has tasks of both revisions, and the same job for a client that knows none', async () => {
    const ask = async (method: string, taskId: string, as = key) => (await mcp(modern(method, { taskId }, tasks), { key: as })).message
    const { taskId, resultType } = (await mcp(call('desk_crunch', { how: 'wait' }, tasks))).message.result
    expect(resultType).toBe('task')
    const eve = (await gateway.keys.create({ name: 'eve', email: `eve${people}@example.com` })).text
    for (const method of ['tasks/get', 'tasks/cancel']) expect((await ask(method, taskId, eve)).error.code).toBe(-32602)
    const job = async (name: string, as = key) => (await mcp(call(name, { jobId: taskId }), { key: as })).message.result
    expect(await job('cancelJob', eve)).toMatchObject({ isError: true })
    await vi.waitFor(async () => expect((await job('getJob')).structuredContent.status).toBe('running'), 10_000)
    expect((await ask('tasks/cancel', taskId)).result).toMatchObject({ resultType: 'complete' })
    await vi.waitFor(async () => expect((await ask('tasks/get', taskId)).result.status).toBe('cancelled'), 10_000)
    const started = (await mcp(legacy('tools/call', { name: 'desk_crunch', arguments: { how: 'well' }, task: {} }))).message.result
    const result = (await mcp(legacy('tasks/result', { taskId: started.task.taskId }))).message.result
    expect(result.structuredContent).toEqual({ crunched: email })
  })
})

describe('a key for one plugin, at the domain', () => {
  let gateway: TestGateway
  let key: string
  beforeAll(async () => {
    gateway = await startTestGateway({ pluginsFolder: join(import.meta.dirname, '../../../packages/plugins') })
    key = (await gateway.keys.create({ name: 'test', email: 'ada@example.com', plugins: ['notes'] })).text
  })
  afterAll(() => gateway[Symbol.asyncDispose]())

  it('shows and opens what is of that plugin', async () => {
    const mcp = createMcpClient(gateway, '')
    const names = async (method: string, member: string) =>
      (await mcp(modern(method), { key })).message.result[member].map(({ name }: { name: string }) => name)
    const isOwn = (name: string) => /^notes[_-]/.test(name)
    expect((await names('tools/list', 'tools')).filter((name: string) => !/^(get|cancel)Job$/.test(name)).every(isOwn)).toBe(true)
    expect((await names('prompts/list', 'prompts')).every(isOwn)).toBe(true)
    const resources = (await mcp(modern('resources/list'), { key })).message.result.resources as { name: string; uri: string }[]
    expect(resources.map(({ name }) => name)).toEqual(['notes_listNotes', 'notes-note'])
    const read = async (uri: string) => (await mcp(modern('resources/read', { uri }), { key })).message
    expect(JSON.parse((await read(resources[0]!.uri)).result.contents[0].text)).toEqual({ notes: [] })
    const elsewhere = await read(`http://food.localhost:${gateway.port}/orders`)
    expect(elsewhere.error).toMatchObject({ code: -32000, data: { code: 'forbidden' } })
    const call = await mcp(modern('tools/call', { name: 'food_listOrders', arguments: {} }), { key })
    expect(call.message.result._meta['patchbay/problem'].code).toBe('forbidden')
  })
})

describe('a job of a plugin, at the domain', () => {
  it('is out of reach of a key for another plugin, though it is the same person’s', async () => {
    await using gateway = await startJobGateway([failing, slow], { pluginsFolder: join(import.meta.dirname, 'fixtures/task-plugins') })
    const mcp = createMcpClient(gateway, '')
    const tasks = { extensions: { 'io.modelcontextprotocol/tasks': {} } }
    const { text: whole } = await gateway.keys.create({ name: 'whole', email: 'ada@example.com' })
    const { text: other } = await gateway.keys.create({ name: 'other', email: 'ada@example.com', plugins: ['failing'] })
    const start = modern('tools/call', { name: 'slow_compute', arguments: { seconds: 60 } }, tasks)
    const { taskId } = (await mcp(start, { key: whole })).message.result
    for (const method of ['tasks/get', 'tasks/cancel'])
      expect((await mcp(modern(method, { taskId }, tasks), { key: other })).message.error.code).toBe(-32602)
    for (const name of ['getJob', 'cancelJob']) {
      const { result } = (await mcp(modern('tools/call', { name, arguments: { jobId: taskId } }), { key: other })).message
      expect(result._meta['patchbay/problem'].code).toBe('not_found')
    }
    expect((await mcp(modern('tasks/get', { taskId }, tasks), { key: whole })).message.result.status).toBe('working')
  })
})
