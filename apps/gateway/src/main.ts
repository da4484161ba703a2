import { toConfig } from '@patchbay/config'
import { openFrontDoor } from './front-door.ts'
import { runProcess } from './run-process.ts'
import { startTelemetry } from './start-telemetry.ts'
import { startWhenReady } from './start-when-ready.ts'

await runProcess(async () => {
  const config = toConfig(process.env)
  const { log, tracing } = await startTelemetry(config, 'gateway')
  const door = await openFrontDoor(config)
  const { gateway, database } = await startWhenReady({ config, environment: process.env, log, door })
  log.info({ url: config.url.origin, port: config.port }, 'gateway serves')
  return {
    log,
    async stop() {
      await gateway.close()
      await database.close()
      await tracing.stop()
    },
  }
})
