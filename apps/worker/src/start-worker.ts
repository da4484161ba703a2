import type { Logger } from '@patchbay/log'
import type { HostedPlugin } from '@patchbay/plugin-host'
import { startRunner, type EndedAttempt, type JobQueue, type Runner } from '@patchbay/queue'
import { toWork } from './to-work.ts'

export interface WorkerOptions {
  queue: JobQueue
  /** Of the queue’s database, where that is a server. */
  databaseUrl?: string | undefined
  plugins: readonly HostedPlugin[]
  /** The public origin of a plugin by name. */
  toOrigin: (name: string) => string
  log: Logger
  onEnd?: ((ended: EndedAttempt) => void) | undefined
}

export type Worker = Runner

/** Runs the background actions and jobs of the plugins. One that is broken has none. */
export async function startWorker({ queue, databaseUrl, plugins, toOrigin, log, onEnd }: WorkerOptions): Promise<Worker> {
  const work = plugins.flatMap((hosted) =>
    hosted.status === 'ready' ? toWork(hosted, { queue, origin: toOrigin(hosted.name), log: log.child({ plugin: hosted.name }) }) : [],
  )
  return startRunner({ ...queue, databaseUrl, work, log, ...(onEnd && { onEnd }) })
}
