import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { closeSilentConnections } from './connections.ts'
import type { Health } from './health.ts'

export interface DrainOptions {
  server: Server
  health: Health
  /** Milliseconds between not being ready and taking no more connections: time for a proxy to notice. */
  notice: number
  /** Milliseconds that running requests may take to end. */
  patience: number
}

/** Stops serving without a failed request: not ready first, then no new connections, then the last answers. */
export async function drain({ server, health, notice, patience }: DrainOptions): Promise<void> {
  health.drain()
  await wait(notice)
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  closeSilentConnections(server)
  const late = setTimeout(() => server.closeAllConnections(), patience).unref()
  const sweep = setInterval(() => server.closeIdleConnections(), 250).unref()
  await closed
  clearTimeout(late)
  clearInterval(sweep)
}
