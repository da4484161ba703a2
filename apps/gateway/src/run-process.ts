import { ConfigError } from '@patchbay/config'
import type { Logger } from '@patchbay/log'

export interface RunningProcess {
  log: Logger
  stop: () => Promise<void>
}

/**
 * Starts a process and ends it well: a start that fails says why in one line and exits 1; SIGTERM and SIGINT stop it and exit 0,
 * by force after 30 s; a stray error of a plugin is logged and does not take the others down.
 */
export async function runProcess(start: () => Promise<RunningProcess>): Promise<void> {
  try {
    const { log, stop } = await start()
    const onStray = (err: unknown) => log.error({ err }, 'stray error')
    process.on('uncaughtException', onStray).on('unhandledRejection', onStray)
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end(stop, log))
  } catch (error) {
    process.stderr.write(`${toStartMessage(error)}\n`)
    process.exit(1)
  }
}

async function end(stop: () => Promise<void>, log: Logger): Promise<void> {
  setTimeout(() => process.exit(1), 30_000).unref()
  await stop().catch((err: unknown) => log.error({ err }, 'stopping failed'))
  log.flush(() => process.exit(0))
}

function toStartMessage(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (!(error instanceof Error)) return String(error)
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return `PORT ${port} is taken by another process. Stop it, or set PORT to another number.`
  return error.name === 'Error' ? error.message : (error.stack ?? error.message)
}
