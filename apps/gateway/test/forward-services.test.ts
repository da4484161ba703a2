import { hasPostgres } from '@patchbay/database/testing'
import { hasRedis } from '@patchbay/rate-limit/testing'
import { once } from 'node:events'
import { createServer as createHttpServer, request as sendRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openFrontDoor } from '../src/front-door.ts'
import { createMcpClient, modern, type RpcAnswer } from './mcp-messages.ts'
import { startSharedGateways, type SharedGateway, type SharedGateways } from './start-shared-gateways.ts'
import { findPort, type TestGateway } from './start-test-gateway.ts'

describe.skipIf(!hasRedis() || !hasPostgres())(
  'a plugin that another gateway runs (skipped where Redis or PostgreSQL are not installed)',
  () => {
    let shared: SharedGateways
    let main: SharedGateway
    let own: SharedGateway
    let key: string
    beforeAll(async () => {
      shared = await startSharedGateways()
      own = await shared.start({ PLUGINS: 'probe' })
      main = await shared.start({ PLUGIN_SERVICES: `probe=http://127.0.0.1:${own.port}`, TRUSTED_PROXIES: '127.0.0.1' })
      key = (await createKey()).text
    })
    afterAll(() => shared[Symbol.asyncDispose]())

    let people = 0
    const createKey = () => shared.keys.create({ name: 'test', email: `ada${++people}@example.com` })

    const call = (gateway: SharedGateway, name: string, given: object, more: { key?: string } = { key }): Promise<RpcAnswer> =>
      createMcpClient(gateway as unknown as TestGateway, '')(modern('tools/call', { name, arguments: given }), more)
    const findLine = (gateway: SharedGateway, requestId: unknown) =>
      vi.waitUntil(() => gateway.lines().find((line) => line['msg'] === 'request' && line['requestId'] === requestId))

    describe('on its own host', () => {
      it('answers the same at either gateway', async () => {
        for (const gateway of [main, own]) {
          expect((await gateway.ask('probe', '/me', { key })).json.email).toBe('ada1@example.com')
          expect((await gateway.ask('probe', '/echo/7?', { body: { text: 'tea' } })).json).toEqual({ id: '7', text: 'tea' })
          expect((await gateway.ask('probe', '/openapi.json')).json.servers).toEqual([{ url: 'https://probe.example.test' }])
          const page = await gateway.ask('probe', '/p/tea')
          expect(page.text).toContain('<h1>tea</h1>')
          expect(page.headers['content-security-policy']).toContain('style-src')
        }
      })

      it('passes on refusals, and bodies whatever their length is told by', async () => {
        expect(await main.ask('probe', '/me')).toMatchObject({
          status: 401,
          headers: { 'www-authenticate': expect.stringContaining('probe') },
        })
        expect(await main.ask('probe', '/nothing')).toMatchObject({ status: 404, json: { code: 'not_found' } })
        expect(await text(await sendChunks(main.port, '/echo/7', ['{"text":', '"chunks"}']))).toBe('{"id":"7","text":"chunks"}')
        const bare = `POST /service HTTP/1.1\r\nhost: probe.example.test\r\nauthorization: Bearer ${key}\r\n\r\n`
        expect(await main.send(bare)).toContain('{"ok":true}')
      })

      it('is told who calls, and by which id to call the request', async () => {
        const { headers } = await main.ask('probe', '/look', { headers: { 'x-forwarded-for': '203.0.113.7' } })
        const requestId = headers['x-request-id']
        expect(await findLine(own, requestId)).toMatchObject({ address: '203.0.113.7', plugin: 'probe', action: 'look' })
        expect(await findLine(main, requestId)).toMatchObject({ address: '203.0.113.7', plugin: 'probe', status: 200 })
      })
    })

    describe('at the domain', () => {
      it('stands on the page, in the lists and among the tools', async () => {
        expect((await main.ask('', '/')).text).toContain('https://probe.example.test/plugin.zip')
        expect((await main.ask('', '/plugins.json')).json.plugins).toContainEqual(
          expect.objectContaining({ name: 'probe', status: 'ready', mcp: 'https://probe.example.test/mcp' }),
        )
        const [{ source }] = (await main.ask('', '/marketplace.json')).json.plugins
        expect(source.url).toBe('https://probe.example.test/plugin.zip')
        const list = await createMcpClient(main as unknown as TestGateway, '')(modern('tools/list'), { key })
        expect(list.message.result.tools.map(({ name }: { name: string }) => name)).toContain('probe_whoAmI')
      })

      it('is called as the person who calls, by a request of the same id', async () => {
        const answer = await call(main, 'probe_whoAmI', {})
        expect(answer.message.result.structuredContent).toEqual({ email: 'ada1@example.com', client: expect.stringMatching(/^key_/) })
        expect(await findLine(own, answer.headers['x-request-id'])).toMatchObject({
          plugin: 'apex',
          client: expect.stringMatching(/^key_/),
        })
      })

      it('gets no credential that was checked before, and no note that is good for another request', async () => {
        const seen = Promise.withResolvers<IncomingHttpHeaders>()
        const service = createHttpServer(({ headers }, response) => {
          seen.resolve(headers)
          response.end('{}')
        }).listen(0, '127.0.0.1')
        onTestFinished(() => void service.close())
        await once(service, 'listening')
        const { port } = service.address() as AddressInfo
        const gateway = await shared.start({ PLUGIN_SERVICES: `probe=http://127.0.0.1:${port}` })
        await call(gateway, 'probe_whoAmI', {})
        const { authorization, 'patchbay-hop': hop } = await seen.promise
        expect([authorization, hop]).toEqual([undefined, expect.any(String)])
        expect((await own.ask('probe', '/me', { headers: { 'patchbay-hop': String(hop) } })).status).toBe(401)
      })

      it('wants a credential where the action does', async () => {
        const answer = await call(main, 'probe_whoAmI', {}, {})
        expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.stringContaining('example.test') } })
      })

      it('is read from', async () => {
        const read = modern('resources/read', { uri: 'https://probe.example.test/p/tea' })
        const { result } = (await createMcpClient(main as unknown as TestGateway, '')(read, { key })).message
        expect(result.contents[0].text).toContain('<h1>tea</h1>')
      })

      it('counts a call once', async () => {
        const { text: other } = await createKey()
        const answers = []
        for (let index = 0; index < 5; index++) answers.push(await call(main, 'probe_few', {}, { key: other }))
        expect(answers.map(({ message }) => message.result.isError === true)).toEqual([false, false, false, true, true])
        const left = answers.map(({ headers }) => Number(/"client";r=(\d+)/.exec(String(headers['ratelimit']))![1]))
        expect(left.map((each) => left[0]! - each)).toEqual([0, 1, 2, 3, 4])
      })
    })

    describe('when its gateway does not answer', () => {
      const startBeside = (port: number) => shared.start({ PLUGIN_SERVICES: `probe=http://127.0.0.1:${port}` })
      const readProblem = ({ message }: RpcAnswer) => message.result._meta['patchbay/problem']

      async function listen(onConnection: (socket: Socket) => void): Promise<number> {
        const server = createServer(onConnection).listen(0, '127.0.0.1')
        await once(server, 'listening')
        onTestFinished(() => void server.close())
        return (server.address() as AddressInfo).port
      }

      it('says within seconds that it can’t be reached', async () => {
        const gateway = await startBeside(await findPort())
        const read = modern('resources/read', { uri: 'https://probe.example.test/p/tea' })
        const [own, tool, resource] = await Promise.all([
          gateway.ask('probe', '/look'),
          call(gateway, 'probe_whoAmI', {}),
          createMcpClient(gateway as unknown as TestGateway, '')(read, { key }),
        ])
        const detail = expect.stringContaining('nothing was done')
        expect(own).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, json: { code: 'unavailable', detail } })
        expect(readProblem(tool)).toMatchObject({ code: 'unavailable', status: 503 })
        expect(resource.message.error.data.code).toBe('unavailable')
      })

      it('asks again while one is only starting, which has done nothing', async () => {
        const port = await findPort()
        const door = await openFrontDoor({ port, address: '127.0.0.1' })
        const gateway = await startBeside(port)
        const asked = Promise.all([gateway.ask('probe', '/echo/7', { body: { text: 'tea' } }), call(gateway, 'probe_whoAmI', {})])
        await once(door.server, 'request')
        await shared.start({ PORT: String(port), PLUGINS: 'probe' }, door)
        const [echoed, told] = await asked
        expect(echoed.json).toEqual({ id: '7', text: 'tea' })
        expect(told.message.result.structuredContent).toMatchObject({ email: 'ada1@example.com' })
      })

      it('gives up when the time of the action is over', async () => {
        const gateway = await startBeside(await listen((socket) => void socket.on('error', () => undefined)))
        expect(readProblem(await call(gateway, 'probe_fail', { how: 'throw' }))).toMatchObject({ code: 'timeout', status: 504 })
      })

      it('says that nobody knows what came of it when it breaks off', async () => {
        const gateway = await startBeside(await listen((socket) => void socket.once('data', () => socket.destroy())))
        const { code, detail } = readProblem(await call(gateway, 'probe_whoAmI', {}))
        expect([code, detail]).toEqual(['unavailable', expect.stringContaining('look before you try again')])
      })

      it('passes no part of an answer for the whole', async () => {
        const part = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"half":'
        const gateway = await startBeside(await listen((socket) => void socket.once('data', () => socket.end(part))))
        await expect(sendChunks(gateway.port, '/echo/7', ['{}']).then(text)).rejects.toThrow('aborted')
      })

      it('passes nothing round in a circle', async () => {
        const port = await findPort()
        const gateway = await shared.start({ PORT: String(port), PLUGIN_SERVICES: `probe=http://127.0.0.1:${port}` })
        expect(await gateway.ask('probe', '/look')).toMatchObject({ status: 503, json: { code: 'unavailable' } })
        expect(gateway.lines()).toContainEqual(
          expect.objectContaining({
            err: expect.objectContaining({ message: expect.stringContaining('at both gateways') }),
          }),
        )
      })
    })
  },
)

/** A POST whose length is not told beforehand. */
async function sendChunks(port: number, path: string, chunks: readonly string[]): Promise<IncomingMessage> {
  const headers = { host: 'probe.example.test', 'content-type': 'application/json' }
  const request = sendRequest({ host: '127.0.0.1', port, method: 'POST', path, headers })
  const answered = once(request, 'response') as Promise<[IncomingMessage]>
  for (const chunk of chunks) request.write(chunk)
  request.end()
  return (await answered)[0]
}
