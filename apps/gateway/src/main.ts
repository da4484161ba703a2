import { toConfig } from '@patchbay/config'
import { openDatabase } from '@patchbay/database'
import { createLogger } from '@patchbay/log'
import { startGateway } from './start-gateway.ts'
import { runProcess } from './run-process.ts'

await runProcess(async () => {
  const config = toConfig(process.env)
  const log = createLogger(config.log)
  const database = await openDatabase({ url: config.services?.databaseUrl, folder: config.dataFolder, log })
  const gateway = await startGateway({ config, environment: process.env, database, log })
  log.info({ url: config.url.origin, port: config.port }, 'gateway serves')
  return {
    log,
    async stop() {
      await gateway.close()
      await database.close()
    },
  }
})
