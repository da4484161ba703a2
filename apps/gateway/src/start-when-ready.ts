import type { PlatformDatabase } from '@patchbay/database'
import { setTimeout as wait } from 'node:timers/promises'
import { startGateway, type Gateway, type GatewayOptions } from './start-gateway.ts'
import { isWorthWaiting, waitForDatabase } from './wait-for-database.ts'

/** Starts the gateway once the database and every plugin's tables are there, whatever order the services of a stack start in. */
export async function startWhenReady(options: Omit<GatewayOptions, 'database'>): Promise<{ gateway: Gateway; database: PlatformDatabase }> {
  const { config, log } = options
  for (;;) {
    const database = await waitForDatabase({
      url: config.services?.databaseUrl,
      folder: config.dataFolder,
      migrates: config.migrates,
      log,
    })
    try {
      return { gateway: await startGateway({ ...options, database }), database }
    } catch (error) {
      await database.close()
      if (!isWorthWaiting(error)) throw error
      log.warn({ reason: (error as Error).message }, 'waiting for the database')
      await wait(1000)
    }
  }
}
