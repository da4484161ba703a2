import { createAccounts, createAudit, type Audit } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import { createTestDatabase } from '@patchbay/database/testing'
import { startGateway } from '@patchbay/gateway'
import { createLogger } from '@patchbay/log'
import { openQueue } from '@patchbay/queue'
import { startWorker } from '@patchbay/worker'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConsole } from '../src/index.ts'
import { createBrowser, type Browser } from './browser.ts'
import { password, signUp, type Person } from './person.ts'

export interface TestConsole extends AsyncDisposable {
  port: number
  browser(): Browser
  /** A person with an account who is signed in to the console. */
  person(email: string, role?: 'admin' | 'user'): Promise<Person>
  lines(): string[]
  audit: Audit
}

export interface TestConsoleOptions {
  /** The plugins of this repository when left out. */
  pluginsFolder?: string
  /** Builds and serves the page that people get; a page without anything when left out. */
  hasPage?: boolean
}

/** A gateway and the console in it, over a database in memory. */
export async function startTestConsole(
  environment: Record<string, string> = {},
  { pluginsFolder, hasPage }: TestConsoleOptions = {},
): Promise<TestConsole> {
  const port = await findPort()
  const settings = {
    PORT: String(port),
    PATCHBAY_SECRET: 'wR7kq2VvJ0mZbT9cXnL4sYd8hFgA3eUi',
    PLUGINS: 'hello,notes',
    LIMIT_ADDRESS: '1000000/60',
    LIMIT_ACTION: '1000000/60',
    ...environment,
  }
  const config = toConfig(settings)
  const database = await createTestDatabase()
  const written: string[] = []
  const log = createLogger({ level: 'debug', destination: { write: (line) => written.push(line) } })
  const built = await createConsole({ config, database, log, ...(!hasPage && { webFolder: makePage() }) })
  const queue = await openQueue({ database, redisUrl: undefined })
  const listeners = { console: built.listener }
  const gateway = await startGateway({
    config,
    environment: settings,
    database,
    log,
    listeners,
    queue,
    ...(pluginsFolder && { pluginsFolder }),
  })
  const worker = await startWorker({ queue, plugins: gateway.plugins, toOrigin: gateway.toOrigin, log })
  const accounts = createAccounts(database)
  return {
    port,
    browser: () => createBrowser(port),
    lines: () => written,
    audit: createAudit(database),
    async person(email, role = 'user') {
      const { id } = await accounts.ensure(email, role)
      await accounts.passwordLinks.redeem(await accounts.passwordLinks.create(id), password)
      return signUp(createBrowser(port), port, email)
    },
    async [Symbol.asyncDispose]() {
      await built.close()
      await Promise.all([gateway.close({ notice: 0 }), worker.close()])
      await queue.close()
      await database.close()
    },
  }
}

/** A page as it is built. */
function makePage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-console-page-'))
  mkdirSync(join(folder, 'dist/assets'), { recursive: true })
  writeFileSync(join(folder, 'dist/index.html'), '<!doctype html><html lang="en"><title>Console</title></html>')
  writeFileSync(join(folder, 'dist/assets/index-a1b2c3d4.js'), 'export {}')
  return folder
}

export function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
