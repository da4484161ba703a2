import { toConfig } from '@patchbay/config'
import { runProcess, startTelemetry } from '@patchbay/gateway/process'
import { startWhenReady } from './start-when-ready.ts'

await runProcess(async () => {
  const config = toConfig(process.env)
  if (!config.services)
    throw new Error('A worker of its own needs DATABASE_URL and REDIS_URL: embedded, npm start runs the jobs in its one process.')
  const { log, tracing } = await startTelemetry(config, 'worker')
  const { stop } = await startWhenReady({ config, services: config.services, environment: process.env, log })
  log.info({ plugins: config.plugins ?? 'all' }, 'worker runs')
  return {
    log,
    async stop() {
      await stop()
      await tracing.stop()
    },
  }
})
