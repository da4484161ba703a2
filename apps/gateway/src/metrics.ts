import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { RequestMetrics } from './request-metrics.ts'

export interface Metrics {
  requests: RequestMetrics
  registry: Registry
}

/** Counts requests by plugin, action and status class, and watches the process, for Prometheus. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new RequestMetrics()
  requests.register(registry)
  return { registry, requests }
}

/** Serves `/metrics` on a port of its own, which the edge does not publish. */
export function serveMetrics(metrics: Metrics, options: { port: number; address: string }): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') response.writeHead(404).end()
    else void metrics.registry.metrics().then((text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.address, () => resolve(server))
  })
}
