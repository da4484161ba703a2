import type { Config, Environment } from '@patchbay/config'
import type { PlatformDatabase } from '@patchbay/database'
import { createHealth, isWorthWaiting, waitForDatabase } from '@patchbay/gateway/process'
import type { Logger } from '@patchbay/log'
import { loadPlugins } from '@patchbay/plugin-host'
import { openQueue, QueueSettingError, type JobQueue } from '@patchbay/queue'
import { setTimeout as wait } from 'node:timers/promises'
import { createJobMetrics } from './metrics.ts'
import { openProbes, type Probes } from './open-probes.ts'
import { startWorker } from './start-worker.ts'

export interface StandingWorkerOptions {
  config: Config
  services: NonNullable<Config['services']>
  environment: Environment
  log: Logger
}

/** Starts a worker once the database and every plugin's tables are there, whatever order the services of a stack start in. */
export async function startWhenReady(options: StandingWorkerOptions): Promise<{ stop: () => Promise<void> }> {
  const { config, services, log } = options
  const probes = await openProbes(config)
  for (;;) {
    const database = await waitForDatabase({ url: services.databaseUrl, folder: config.dataFolder, migrates: config.migrates, log })
    try {
      return await start(database, probes, options)
    } catch (error) {
      await database.close()
      if (!isWorthWaiting(error)) throw error
      log.warn({ reason: (error as Error).message }, 'waiting for the database')
      await wait(1000)
    }
  }
}

async function start(database: PlatformDatabase, probes: Probes, { config, services, environment, log }: StandingWorkerOptions) {
  const toOrigin = (name: string) => `${config.url.protocol}//${name}.${config.url.host}`
  const plugins = await loadPlugins({ environment, database, log, toOrigin, names: config.plugins })
  const queue = await openQueue({ database, redisUrl: services.redisUrl })
  await refuseBadQueue(queue, log)
  const metrics = createJobMetrics(database)
  const worker = await startWorker({ queue, databaseUrl: services.databaseUrl, plugins, toOrigin, log, onEnd: metrics.count })
  const health = createHealth([() => database.ping(), () => queue.dispatch.check()])
  probes.show({ registry: metrics.registry, isReady: health.isReady })
  return {
    async stop() {
      health.drain()
      await worker.close()
      probes.close()
      await queue.close()
      await database.close()
    },
  }
}

/** A queue that may lose jobs stops the start; one that is away does not. */
async function refuseBadQueue({ dispatch, close }: JobQueue, log: Logger): Promise<void> {
  try {
    await dispatch.check()
  } catch (error) {
    if (!(error instanceof QueueSettingError)) return log.warn({ reason: (error as Error).message }, 'the queue is not there yet')
    await close()
    throw error
  }
}
