import { createKeys } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import { createTestDatabase } from '@patchbay/database/testing'
import { startGateway } from '@patchbay/gateway'
import { createLogger } from '@patchbay/log'
import { once } from 'node:events'
import { createServer, request, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'

export interface TestHost extends AsyncDisposable {
  port: number
  /** A key of a person, for every plugin. */
  key: string
  /** Sends an MCP request to a plugin and gives its result. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  mcp(plugin: string, method: string, params?: object, key?: string): Promise<any>
  /** The origin of a page of somebody else: it notes who comes, and is whatever its query `page` says. */
  stranger: string
  /** What it was asked for. */
  visits: string[]
}

/** The gateway with its own plugins; a host of widgets on `console.`, and a stranger. */
export async function startTestHost(): Promise<TestHost> {
  const port = await findPort()
  const environment = { PORT: String(port), PATCHBAY_SECRET: 'wR7kq2VvJ0mZbT9cXnL4sYd8hFgA3eUi', LIMIT_ADDRESS: '1000000/60' }
  const database = await createTestDatabase()
  const log = createLogger({ level: 'silent' })
  const visits: string[] = []
  const listeners = { console: toHostPage(await bundleHost()) }
  const stranger = createServer(toStranger(visits)).listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  const gateway = await startGateway({ config: toConfig(environment), environment, database, log, listeners })
  const { text: key } = await createKeys(database).create({ name: 'test', email: 'ada@example.com' })
  return {
    port,
    key,
    stranger: `http://stranger.localhost:${(stranger.address() as AddressInfo).port}`,
    visits,
    mcp: (plugin, method, params = {}, bearer = '') => askMcp({ port, plugin, method, params, key: bearer }),
    async [Symbol.asyncDispose]() {
      stranger.close().closeAllConnections()
      await gateway.close({ notice: 0 })
      await database.close()
    },
  }
}

async function bundleHost(): Promise<string> {
  const input = join(import.meta.dirname, 'host/host.ts')
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, rolldownOptions: { input } },
  })) as Rolldown.RolldownOutput
  return built.output.filter((file) => file.type === 'chunk').map(({ code }) => code)[0]!
}

function toHostPage(script: string): RequestListener {
  return (incoming, answer) => {
    if (incoming.url === '/host.js') return answer.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    answer.end('<!doctype html><body><script type="module" src="/host.js"></script></body>')
  }
}

function toStranger(visits: string[]): RequestListener {
  return (incoming, answer) => {
    const url = new URL(incoming.url!, 'http://stranger')
    visits.push(`${incoming.method} ${incoming.headers.host} ${url.pathname}`)
    answer.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/html; charset=utf-8' })
    answer.end(url.searchParams.get('page') ?? 'stranger')
  }
}

function askMcp(options: { port: number; plugin: string; method: string; params: object; key: string }): Promise<unknown> {
  const { port, plugin, method, params, key } = options
  const headers = {
    host: `${plugin}.localhost:${port}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-06-18',
    ...(key && { authorization: `Bearer ${key}` }),
  }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/mcp', method: 'POST', headers }, (response) => {
      response
        .toArray()
        .then((chunks) => readResult(chunks.join('')))
        .then(resolve, reject)
    })
    sent.once('error', reject)
    sent.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
  })
}

/** The answer is JSON, or one event of a stream that holds it. */
function readResult(text: string): unknown {
  const json = text.startsWith('{') ? text : /^data: (\{.*)$/m.exec(text)?.[1]
  const { result } = JSON.parse(json ?? '{}') as { result?: unknown }
  if (result === undefined) throw new Error(text)
  return result
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
