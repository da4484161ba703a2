import { serveCommands } from '@patchbay/cli'
import { loadEnvFile, toConfig } from '@patchbay/config'
import { createConsole } from '@patchbay/console'
import { openDatabase } from '@patchbay/database'
import { openFrontDoor, runProcess, startGateway, startTelemetry } from '@patchbay/gateway'
import { openQueue } from '@patchbay/queue'
import { createJobMetrics, startWorker } from '@patchbay/worker'
import { toBanner } from './banner.ts'

await runProcess(async () => {
  loadEnvFile()
  const config = toConfig(process.env)
  const { log, tracing } = await startTelemetry(config, 'patchbay')
  // First, so that a port that is taken is told at once.
  const door = await openFrontDoor(config)
  const database = await openDatabase({ url: config.services?.databaseUrl, folder: config.dataFolder, log })
  const console = await createConsole({ config, database, log })
  const listeners = { console: console.listener }
  const queue = await openQueue({ database, redisUrl: config.services?.redisUrl })
  const gateway = await startGateway({ config, environment: process.env, database, log, listeners, queue, door })
  const worker = await startWorker({
    queue,
    databaseUrl: config.services?.databaseUrl,
    plugins: gateway.plugins.filter(({ name }) => !(name in config.pluginServices)),
    toOrigin: gateway.toOrigin,
    log,
    onEnd: createJobMetrics(database, gateway.registry).count,
  })
  // With services, commands open the database themselves.
  const commands = config.services ? undefined : await serveCommands({ config, database, log })
  process.stdout.write(`${toBanner(gateway, console.origin)}\nready ${config.url.origin}\n`)
  return {
    log,
    async stop() {
      await console.close()
      await Promise.all([gateway.close(config.services ? {} : { notice: 0 }), worker.close()])
      await queue.close()
      await commands?.close()
      await database.close()
      await tracing.stop()
    },
  }
})
