import type { Config } from '@patchbay/config'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { collectDefaultMetrics, type Registry } from 'prom-client'

export interface Worked {
  registry: Registry
  /** Whether it can run jobs now. */
  isReady: () => Promise<boolean>
}

/** What a worker answers: it has no other door. */
export interface Probes {
  /** From now on there is something to ask. */
  show(worked: Worked): void
  close(): void
}

/**
 * `/livez`, `/readyz`, and `/metrics` for Prometheus, on METRICS_PORT, which the edge does not publish. Open before the worker runs: until
 * then it lives, and is not ready. Without METRICS_PORT there is none.
 */
export async function openProbes({ metricsPort, address }: Pick<Config, 'metricsPort' | 'address'>): Promise<Probes> {
  let current: Worked | undefined
  const server = metricsPort === undefined ? undefined : createServer(({ url }, response) => void answer(url, response, current))
  if (server) await listen(server, metricsPort!, address)
  return {
    show(worked) {
      collectDefaultMetrics({ register: worked.registry })
      current = worked
    },
    close: () => void server?.close(),
  }
}

async function answer(url: string | undefined, response: ServerResponse, worked: Worked | undefined): Promise<void> {
  if (url === '/livez') return send(response, 200, 'ok\n')
  if (url === '/readyz') return (await worked?.isReady()) ? send(response, 200, 'ok\n') : send(response, 503, 'not ready\n')
  if (url !== '/metrics') return send(response, 404, 'not found\n')
  const text = await worked?.registry.metrics().catch(() => undefined)
  if (text === undefined) return send(response, 503, 'not ready\n')
  send(response, 200, text, worked!.registry.contentType)
}

function send(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

async function listen(server: Server, port: number, address: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, resolve)
  })
}
