import { openQueue, startRunner } from '@patchbay/queue'
import { createLogger } from '@patchbay/log'
import type { Plugin } from '@patchbay/plugin-kit'
import { createTestDatabase } from '@patchbay/database/testing'
import { join } from 'node:path'
import desk from './fixtures/mcp-plugins/desk/src/index.ts'
import { startTestGateway, type TestGateway, type TestGatewayOptions } from './start-test-gateway.ts'

export interface DeskGateway extends TestGateway {
  /** Whose jobs were told to stop, by e-mail address. */
  stopped: ReadonlySet<string>
}

/** A gateway with the plugin desk, and a worker for its jobs. */
export function startDeskGateway(): Promise<DeskGateway> {
  return startJobGateway([desk], { pluginsFolder: join(import.meta.dirname, 'fixtures/mcp-plugins') })
}

/** A gateway, and a worker for the jobs of these plugins, which get no services. */
export async function startJobGateway(plugins: readonly Plugin[], options: TestGatewayOptions): Promise<DeskGateway> {
  const database = await createTestDatabase()
  const queue = await openQueue({ database })
  const stopped = new Set<string>()
  const actions = plugins.flatMap(({ name: plugin, actions: all }) => all.map((action) => ({ plugin, ...action })))
  const runner = await startRunner({
    ...queue,
    log: createLogger({ level: 'silent' }),
    work: actions.map(({ plugin, name, run, background }) => ({
      ...background,
      plugin,
      name,
      run: async (attempt) => {
        attempt.signal.addEventListener('abort', () => stopped.add(attempt.caller.user!.email))
        const context = {
          user: attempt.caller.user,
          signal: attempt.signal,
          progress: (fraction: number, message?: string) => attempt.progress(fraction, message),
        }
        return JSON.stringify(await (run as unknown as (input: unknown, given: unknown) => Promise<unknown>)(attempt.input, context))
      },
    })),
  })
  const gateway = await startTestGateway({
    ...options,
    environment: { TRUSTED_PROXIES: '127.0.0.1', LIMIT_CLIENT: '1000000/60', LIMIT_USER: '1000000/60' },
    database,
    queue,
  })
  const dispose = gateway[Symbol.asyncDispose].bind(gateway)
  return Object.assign(gateway, {
    stopped,
    async [Symbol.asyncDispose]() {
      await runner.close({ patience: 0 })
      await queue.close()
      await dispose()
    },
  })
}
