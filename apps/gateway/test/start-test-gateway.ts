import { createAccounts, createAudit, createClients, createKeys, type Accounts, type Audit, type Clients, type Keys } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import { createTestDatabase } from '@patchbay/database/testing'
import { createLogger } from '@patchbay/log'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { startGateway, type Gateway, type GatewayOptions } from '../src/index.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  json: any
}

export interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: unknown
  /** Sent as it is, as JSON or not. */
  raw?: string
  key?: string
}

export interface TestGateway extends AsyncDisposable {
  port: number
  plugins: Gateway['plugins']
  keys: Keys
  accounts: Accounts
  clients: Clients
  audit: Audit
  /** Asks a host, such as `probe`, or '' for the domain itself. */
  ask(host: string, path: string, ask?: Ask): Promise<Answer>
  /** Sends bytes as they are and gives everything that comes back until the connection closes or falls silent. */
  send(text: string | Buffer): Promise<string>
  /** The lines of the log so far. */
  lines(): Record<string, unknown>[]
}

const testSecret = 'wR7kq2VvJ0mZbT9cXnL4sYd8hFgA3eUi'

export const fixtures = join(import.meta.dirname, 'fixtures/plugins')
export const oauthFixtures = join(import.meta.dirname, 'fixtures/oauth-plugins')

export interface TestGatewayOptions {
  pluginsFolder?: string
  environment?: Record<string, string>
  fetch?: typeof fetch
  extendMcp?: GatewayOptions['extendMcp']
  database?: GatewayOptions['database']
  queue?: GatewayOptions['queue']
}

/** A whole gateway on a free port, over a database in memory. */
export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const port = Number(options.environment?.['PORT'] ?? (await findPort()))
  const environment = {
    PORT: String(port),
    PATCHBAY_SECRET: testSecret,
    LIMIT_ADDRESS: '1000000/60',
    LIMIT_ACTION: '1000000/60',
    ...options.environment,
  }
  const database = options.database ?? (await createTestDatabase())
  const written: string[] = []
  const log = createLogger({ level: 'debug', destination: { write: (line) => written.push(line) } })
  const gateway = await startGateway({
    config: toConfig(environment),
    environment,
    database,
    log,
    pluginsFolder: options.pluginsFolder ?? fixtures,
    ...(options.fetch && { fetch: options.fetch }),
    ...(options.extendMcp && { extendMcp: options.extendMcp }),
    ...(options.queue && { queue: options.queue }),
  })
  return {
    port,
    plugins: gateway.plugins,
    keys: createKeys(database),
    accounts: createAccounts(database),
    clients: createClients(database),
    audit: createAudit(database),
    ask: (host, path, ask = {}) => askHost({ port, host: host ? `${host}.localhost:${port}` : `localhost:${port}`, path, ...ask }),
    send: (text) => sendBytes(port, text),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
    async [Symbol.asyncDispose]() {
      await gateway.close({ notice: 0 })
      await database.close()
    },
  }
}

/** One request, with the Host header that is named; Node would not send another by itself. */
export function askHost({
  port,
  host,
  path,
  method,
  headers,
  body,
  raw,
  key,
}: Ask & { port: number; host: string; path: string }): Promise<Answer> {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const all = {
    host,
    ...(key && { authorization: `Bearer ${key}` }),
    ...(text !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    ...headers,
  }
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method: method ?? (text === undefined ? 'GET' : 'POST'), headers: all },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const received = Buffer.concat(chunks).toString()
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            text: received,
            get json() {
              return JSON.parse(received)
            },
          })
        })
      },
    )
    request.once('error', reject)
    request.end(text)
  })
}

/** Sends bytes as they are and gives what comes back. */
export function sendBytes(port: number, text: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const done = () => {
      socket.destroy()
      resolve(received)
    }
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      // A whole answer is there when its length is.
      const length = /\r\ncontent-length: (\d+)/i.exec(received)?.[1]
      const start = received.indexOf('\r\n\r\n')
      if (length !== undefined && start !== -1 && received.length >= start + 4 + Number(length)) done()
    })
    socket.once('close', done).once('error', done)
    socket.setTimeout(3000, done)
  })
}

export function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
