import { createKeys, type Keys } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { startPostgres } from '@patchbay/database/testing'
import { createLogger } from '@patchbay/log'
import { startRedis } from '@patchbay/rate-limit/testing'
import type { FrontDoor } from '../src/front-door.ts'
import { startGateway } from '../src/index.ts'
import { askHost, findPort, fixtures, sendBytes, type Answer, type Ask } from './start-test-gateway.ts'

export interface SharedGateway {
  port: number
  /** Asks a host, such as `probe`, or '' for the domain itself. */
  ask(host: string, path: string, ask?: Ask): Promise<Answer>
  /** Sends bytes as they are and gives what comes back. */
  send(text: string): Promise<string>
  lines(): Record<string, unknown>[]
}

/** Gateways of one domain, `example.test`, in one process, on one PostgreSQL and one Redis. */
export interface SharedGateways extends AsyncDisposable {
  keys: Keys
  /** `door`: the port, if it is open already. */
  start(environment: Record<string, string>, door?: FrontDoor): Promise<SharedGateway>
}

export async function startSharedGateways(): Promise<SharedGateways> {
  const [redis, postgres] = [(await startRedis())!, (await startPostgres())!]
  const databaseUrl = await postgres.createDatabase()
  const closing: (() => Promise<void>)[] = []
  const open = async (): Promise<PlatformDatabase> => {
    const database = await openDatabase({ url: databaseUrl, folder: 'unused' })
    closing.unshift(() => database.close())
    return database
  }
  return {
    keys: createKeys(await open()),
    async start(more, door) {
      const port = Number(more['PORT'] ?? (await findPort()))
      const services = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url, PATCHBAY_SECRET: 'k3J9-vT2p-Lw8s-Qz5x-Hn7d-Bf4m-Rc6y' }
      const environment = { PORT: String(port), PATCHBAY_URL: 'https://example.test', ADDRESS: '127.0.0.1', ...services, ...more }
      const written: string[] = []
      const log = createLogger({ level: 'info', destination: { write: (line) => written.push(line) } })
      const database = await open()
      const gateway = await startGateway({
        config: toConfig(environment),
        environment,
        database,
        log,
        pluginsFolder: fixtures,
        ...(door && { door }),
      })
      closing.unshift(() => gateway.close({ notice: 0 }))
      return {
        port,
        ask: (host, path, ask = {}) => askHost({ port, host: host ? `${host}.example.test` : 'example.test', path, ...ask }),
        send: (text) => sendBytes(port, text),
        lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
      }
    },
    async [Symbol.asyncDispose]() {
      for (const close of closing) await close()
      await Promise.all([redis.stop(), postgres.stop()])
    },
  }
}
