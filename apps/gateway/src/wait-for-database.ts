import { isDatabaseAway, openDatabase, PendingMigrationsError, type OpenDatabaseOptions, type PlatformDatabase } from '@patchbay/database'
import type { Logger } from '@patchbay/log'
import { setTimeout as wait } from 'node:timers/promises'

const every = 1000

/**
 * Opens the database as soon as it is there and its tables are what this version needs, however long that takes: services of a
 * stack start in any order.
 *
 * @throws Error when waiting would not help: a wrong password, an address that is none.
 */
export async function waitForDatabase(options: OpenDatabaseOptions & { log: Logger }): Promise<PlatformDatabase> {
  for (let said = ''; ; await wait(every)) {
    try {
      return await openDatabase(options)
    } catch (error) {
      if (!isWorthWaiting(error)) throw error
      const reason = (error as Error).message
      if (reason !== said) options.log.warn({ reason }, 'waiting for the database')
      said = reason
    }
  }
}

export function isWorthWaiting(error: unknown): boolean {
  return error instanceof PendingMigrationsError || isDatabaseAway(error) || (error instanceof Error && isDatabaseAway(error.cause))
}
