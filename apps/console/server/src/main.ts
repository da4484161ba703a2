import { toConfig } from '@patchbay/config'
import { openFrontDoor, runProcess, waitForDatabase } from '@patchbay/gateway/process'
import { createLogger } from '@patchbay/log'
import { createConsole } from './create-console.ts'
import { serveConsole } from './serve-console.ts'

/** The console as a process of its own. It finds the hosts of this Patchbay at GATEWAY_URL. */
await runProcess(async () => {
  const config = toConfig(process.env)
  if (!config.services)
    throw new Error('A console of its own needs DATABASE_URL and REDIS_URL: embedded, npm start has it in its one process.')
  const log = createLogger(config.log)
  const door = await openFrontDoor(config)
  const { databaseUrl: url } = config.services
  const database = await waitForDatabase({ url, folder: config.dataFolder, migrates: config.migrates, log })
  const built = await createConsole({ config, database, log })
  let isEnding = false
  door.serve(serveConsole(built.listener, database, () => isEnding))
  log.info({ url: built.origin, port: config.port }, 'console serves')
  return {
    log,
    async stop() {
      isEnding = true
      await built.close()
      door.server.closeIdleConnections()
      await new Promise((resolve) => door.server.close(resolve))
      await database.close()
    },
  }
})
