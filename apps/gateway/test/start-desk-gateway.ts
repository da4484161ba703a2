import { openQueue, startRunner } from '@patchbay/queue'
import { createLogger } from '@patchbay/log'
import { createTestDatabase } from '@patchbay/database/testing'
import { join } from 'node:path'
import desk from './fixtures/mcp-plugins/desk/src/index.ts'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

export interface DeskGateway extends TestGateway {
  /** Whose jobs were told to stop, by e-mail address. */
  stopped: ReadonlySet<string>
}

/** A gateway with the plugin desk, and a worker for its jobs. */
export async function startDeskGateway(): Promise<DeskGateway> {
  const database = await createTestDatabase()
  const queue = await openQueue({ database })
  const crunch = desk.actions.find((action) => action.background)!
  const run = crunch.run as unknown as (input: unknown, context: unknown) => Promise<unknown>
  const work = { plugin: 'desk', name: crunch.name, attempts: 1 }
  const stopped = new Set<string>()
  const runner = await startRunner({
    ...queue,
    log: createLogger({ level: 'silent' }),
    work: [
      {
        ...work,
        run: async (attempt) => {
          attempt.signal.addEventListener('abort', () => stopped.add(attempt.caller.user!.email))
          return JSON.stringify(
            await run(attempt.input, {
              user: attempt.caller.user,
              signal: attempt.signal,
              progress: (fraction: number, message?: string) => attempt.progress(fraction, message),
            }),
          )
        },
      },
    ],
  })
  const gateway = await startTestGateway({
    pluginsFolder: join(import.meta.dirname, 'fixtures/mcp-plugins'),
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
