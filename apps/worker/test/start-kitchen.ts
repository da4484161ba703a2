import { createKeys } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import { createTestDatabase } from '@patchbay/database/testing'
import { startGateway } from '@patchbay/gateway'
import { createLogger } from '@patchbay/log'
import { openQueue } from '@patchbay/queue'
import { once } from 'node:events'
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { startWorker } from '../src/index.ts'

interface Ask {
  key?: string
  method?: string
  body?: unknown
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  json: any
}

/** A gateway and a worker with the plugin `kitchen`, over a database in memory. */
export async function startKitchen() {
  const port = await findPort()
  const environment = { PORT: String(port), PATCHBAY_SECRET: 'wR7kq2VvJ0mZbT9cXnL4sYd8hFgA3eUi' }
  const config = toConfig(environment)
  const written: string[] = []
  const log = createLogger({ level: 'debug', destination: { write: (line) => written.push(line) } })
  const database = await createTestDatabase()
  const queue = await openQueue({ database })
  const gateway = await startGateway({ config, environment, database, log, queue, pluginsFolder: join(import.meta.dirname, 'plugins') })
  const worker = await startWorker({ queue, plugins: gateway.plugins, toOrigin: gateway.toOrigin, log })
  return {
    keys: createKeys(database),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    ask: (path: string, ask: Ask = {}) => askPort(port, path, ask),
    open: (path: string, ask: Ask = {}) => openPort(port, path, ask),
    async [Symbol.asyncDispose]() {
      await Promise.all([gateway.close({ notice: 0 }), worker.close({ patience: 0 })])
      await queue.close()
      await database.close()
    },
  }
}

export type Kitchen = Awaited<ReturnType<typeof startKitchen>>

async function openPort(port: number, path: string, { key, method, body, headers }: Ask): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const sent = request({
    host: '127.0.0.1',
    port,
    path,
    method: method ?? (text === undefined ? 'GET' : 'POST'),
    headers: {
      host: `kitchen.localhost:${port}`,
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
  })
  sent.end(text)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return response.setEncoding('utf8')
}

async function askPort(port: number, path: string, ask: Ask): Promise<Answer> {
  const response = await openPort(port, path, ask)
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return {
    status: response.statusCode!,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text)
    },
  }
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
