import { createTestDatabase } from '@patchbay/database/testing'
import type { PlatformDatabase } from '@patchbay/database'
import { pluginsFolder } from '@patchbay/plugin-host'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMcpClient, legacy, modern } from './mcp-messages.ts'
import { askHost, findPort, startTestGateway, type TestGateway } from './start-test-gateway.ts'

/** One gateway for the domain, and one for notes alone; both on one database. */
describe('a plugin that another gateway serves', () => {
  let database: PlatformDatabase
  let shared: PlatformDatabase
  let main: TestGateway
  let notes: TestGateway
  let key: string
  let mcp: ReturnType<typeof createMcpClient>
  let servicePort: number

  const startService = (more: Record<string, string> = {}) => {
    const environment = { PORT: String(servicePort), PATCHBAY_URL: `http://localhost:${main.port}`, PLUGINS: 'notes', ...more }
    return startTestGateway({ database: shared, pluginsFolder, environment })
  }
  const lines = (gateway: TestGateway, msg: string) => gateway.lines().filter((line) => line['msg'] === msg)

  beforeAll(async () => {
    database = await createTestDatabase()
    // Outlives each of the gateways.
    shared = { ...database, close: () => Promise.resolve() }
    servicePort = await findPort()
    const environment = { PLUGINS: 'hello,notes', PLUGIN_SERVICES: `notes=http://127.0.0.1:${servicePort}` }
    main = await startTestGateway({ database: shared, pluginsFolder, environment })
    notes = await startService({ LIMIT_CLIENT: '5/60' })
    key = (await main.keys.create({ name: 'ada', email: 'ada@example.com' })).text
    mcp = createMcpClient(main, '')
  })
  afterAll(async () => {
    await notes[Symbol.asyncDispose]()
    await main[Symbol.asyncDispose]()
    await database.close()
  })

  it('is reached on its own host, whichever gateway is asked', async () => {
    const body = { text: 'Grüße, {"a": 1}' }
    const created = await main.ask('notes', '/notes', { key, body, headers: { 'idempotency-key': 'a-key-of-mine' } })
    expect(created).toMatchObject({ status: 200, json: body })
    expect(created.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      ratelimit: expect.any(String),
    })
    const again = await main.ask('notes', '/notes', { key, body, headers: { 'idempotency-key': 'a-key-of-mine' } })
    expect(again).toMatchObject({ headers: { 'idempotency-replayed': 'true' }, text: created.text })
    expect(lines(notes, 'request').at(-1)).toMatchObject({ action: 'createNote', requestId: again.headers['x-request-id'] })
    expect(await main.ask('notes', '/notes')).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.any(String) } })
    expect(await main.ask('notes', '/notes', { method: 'OPTIONS' })).toMatchObject({ status: 204 })
    const manifest = (await main.ask('notes', '/.well-known/ai-plugin.json')).json
    expect(manifest.api.url).toBe(`http://notes.localhost:${main.port}/openapi.json`)
  })

  it('is listed and called by the server of the domain', async () => {
    const { tools } = (await mcp(modern('tools/list'), { key })).message.result
    expect(tools.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['hello_sayHello', 'notes_createNote', 'getJob']),
    )
    const call = { name: 'notes_createNote', arguments: { text: 'By MCP' } }
    for (const message of [modern('tools/call', call), legacy('tools/call', call)]) {
      const { result } = (await mcp(message, { key })).message
      expect(result).toMatchObject({ structuredContent: { text: 'By MCP' } })
    }
    expect(lines(main, 'request').filter(({ action }) => action === 'createNote')).toEqual([])
    const refused = await mcp(modern('tools/call', call))
    expect(refused).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.stringContaining('Bearer') } })
    const wrong = (await mcp(modern('tools/call', { name: 'notes_createNote', arguments: { text: 5 } }), { key })).message.result
    expect(wrong).toMatchObject({ isError: true, _meta: { 'patchbay/problem': { code: 'invalid_input' } } })
    expect((await main.ask('', '/')).text).toContain(`http://notes.localhost:${main.port}`)
    expect((await main.ask('', '/plugins.json')).json.plugins).toMatchObject([{ name: 'hello' }, { name: 'notes', status: 'ready' }])
  })

  it('counts who calls it, but not who was counted by the gateway of the domain', async () => {
    const other = (await main.keys.create({ name: 'alan', email: 'alan@example.com' })).text
    const call = modern('tools/call', { name: 'notes_listNotes', arguments: {} })
    for (let index = 0; index < 8; index++) expect((await mcp(call, { key: other })).message.result.isError).toBeFalsy()
    const statuses = []
    for (let index = 0; index < 6; index++) statuses.push((await main.ask('notes', '/notes', { key: other })).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  })

  it('believes no hop but one that was signed', async () => {
    const hop = `${Buffer.from(JSON.stringify([Date.now(), 'forged-request-id', '192.0.2.1', true])).toString('base64url')}.AAAA`
    for (const forged of [hop, 'x', '.', `${hop}.`]) {
      const answer = await askHost({
        port: servicePort,
        host: `notes.localhost:${main.port}`,
        path: '/livez',
        headers: { 'patchbay-hop': forged },
      })
      expect(answer.status).toBe(200)
    }
    expect(JSON.stringify(notes.lines())).not.toContain('forged-request-id')
    await main.ask('notes', '/notes', {
      key,
      headers: { 'patchbay-hop': hop, 'x-forwarded-for': '192.0.2.1', connection: 'close, patchbay-hop' },
    })
    expect(lines(notes, 'request').at(-1)).toMatchObject({ address: expect.stringMatching(/127\.0\.0\.1$/) })
  })

  it('takes nothing with it when it is away, and is back when it is', async () => {
    await notes[Symbol.asyncDispose]()
    const away = await main.ask('notes', '/notes', { key })
    expect(away).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      json: { code: 'unavailable', detail: expect.stringContaining('notes can’t be reached') },
    })
    const call = modern('tools/call', { name: 'notes_listNotes', arguments: {} })
    expect((await mcp(call, { key })).message.result).toMatchObject({
      isError: true,
      _meta: { 'patchbay/problem': { code: 'unavailable' } },
    })
    expect((await main.ask('hello', '/hello/Ada')).status).toBe(200)
    expect(
      (await mcp(modern('tools/call', { name: 'hello_sayHello', arguments: { name: 'Ada' } }), { key })).message.result.isError,
    ).toBeFalsy()
    notes = await startService()
    expect((await main.ask('notes', '/notes', { key })).status).toBe(200)
  })

  it('is given up when it takes a request and does not answer', async () => {
    const silent: Server = createServer(() => undefined)
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { port: number }
    const environment = { PLUGINS: 'hello', PLUGIN_SERVICES: `hello=http://127.0.0.1:${port}` }
    const other = await startTestGateway({ pluginsFolder, environment })
    const asked = other.ask('hello', '/hello/Ada')
    await new Promise((resolve) => silent.once('request', resolve))
    silent.closeAllConnections()
    expect(await asked).toMatchObject({ status: 503, json: { detail: expect.stringContaining('did not answer') } })
    await other[Symbol.asyncDispose]()
    silent.close()
  })

  it('has to exist', async () => {
    const environment = { PLUGINS: 'hello', PLUGIN_SERVICES: 'hello=http://127.0.0.1:1/path' }
    await expect(startTestGateway({ pluginsFolder, environment })).rejects.toThrow('PLUGIN_SERVICES must be like')
    const unknown = { PLUGIN_SERVICES: 'nothing=http://127.0.0.1:1' }
    await expect(startTestGateway({ pluginsFolder, environment: unknown })).rejects.toThrow('PLUGIN_SERVICES names nothing')
  })
})
