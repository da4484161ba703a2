import { createTestDatabase } from '@patchbay/database/testing'
import { password, startOAuthGateway, type OAuthGateway } from '@patchbay/gateway/testing'
import { createLogger } from '@patchbay/log'
import { openQueue } from '@patchbay/queue'
import { join } from 'node:path'
import { startWorker } from '../../src/index.ts'

const pluginsFolder = join(import.meta.dirname, '../../../../packages/plugins')

export interface PluginsGateway extends OAuthGateway {
  /** Somebody with an account of their own. */
  createPerson(): Promise<Person>
}

export interface Person {
  /** From the authorization URL to what the client is called back with: they sign in and allow what is asked. */
  allow(url: URL): Promise<URLSearchParams>
  /** What they do on the page of a confirmation. */
  approve(url: string): Promise<void>
}

/** A gateway and a worker with the plugins of this repository. */
export async function startPlugins(): Promise<PluginsGateway> {
  const database = await createTestDatabase()
  const queue = await openQueue({ database })
  const gateway = await startOAuthGateway({ FLIGHTS_CARRIER: 'steady', FLIGHTS_CARRIER_DELAY: '100' }, { pluginsFolder, database, queue })
  const log = createLogger({ level: 'silent' })
  const worker = await startWorker({ queue, plugins: gateway.plugins, toOrigin: gateway.origin, log })
  let people = 0
  const dispose = gateway[Symbol.asyncDispose].bind(gateway)
  return Object.assign(gateway, {
    async createPerson(): Promise<Person> {
      const email = `person${(people += 1)}@example.com`
      const { id } = await gateway.accounts.ensure(email)
      await gateway.accounts.passwordLinks.redeem(await gateway.accounts.passwordLinks.create(id), password)
      return {
        allow: async ({ href }) => (await gateway.allow(gateway.browser(), href, { email })).searchParams,
        async approve(url) {
          const browser = gateway.browser()
          await browser.submit(await gateway.signIn(browser, url, email), { do: 'approve' })
        },
      }
    },
    async [Symbol.asyncDispose]() {
      await worker.close({ patience: 0 })
      await queue.close()
      await dispose()
    },
  })
}
