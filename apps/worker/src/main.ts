import { toConfig } from '@patchbay/config'
import { runProcess } from '@patchbay/gateway/process'
import { createLogger } from '@patchbay/log'
import { startWhenReady } from './start-when-ready.ts'

await runProcess(async () => {
  const config = toConfig(process.env)
  if (!config.services)
    throw new Error('A worker of its own needs DATABASE_URL and REDIS_URL: embedded, npm start runs the jobs in its one process.')
  const log = createLogger(config.log)
  const { stop } = await startWhenReady({ config, services: config.services, environment: process.env, log })
  log.info({ plugins: config.plugins ?? 'all' }, 'worker runs')
  return { log, stop }
})
