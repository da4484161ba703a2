import type { Server } from 'node:http'
import { createServer } from 'node:net'
import { request as restRequest, type BenchRequest } from '../work/flights.ts'

export interface Entrant {
  /** Credentials to send in turn. */
  keys: readonly string[]
  /** The Host header, or several in turn. */
  host: string | readonly string[]
  listen: (port: number) => Server | Promise<unknown>
  /** What it is asked. */
  request?: BenchRequest
}

/** Starts an entrant on a free port, tells the runner how to call it, and answers what processor time it has used. */
export async function serve({ keys, host, listen, request = restRequest }: Entrant): Promise<void> {
  const port = await findPort()
  await listen(port)
  process.on('message', () => process.send!({ cpu: process.cpuUsage() }))
  process.on('disconnect', () => process.exit(0))
  process.send!({ ready: { port, keys, hosts: typeof host === 'string' ? [host] : host, request } })
}

export function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
