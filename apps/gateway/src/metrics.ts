import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import { createServer, type Server } from 'node:http'

export interface CountedRequest {
  plugin: string
  action: string
  status: number
  seconds: number
}

export interface Metrics {
  countRequest(request: CountedRequest): void
  registry: Registry
}

/** Counts requests by plugin, action and status class for Prometheus. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'patchbay_requests_total',
    help: 'Requests answered.',
    labelNames: ['plugin', 'action', 'status'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'patchbay_request_duration_seconds',
    help: 'Time from the first byte of a request to its answer.',
    labelNames: ['plugin', 'action'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  return {
    registry,
    countRequest({ plugin, action, status, seconds }) {
      requests.inc({ plugin, action, status: `${Math.floor(status / 100)}xx` })
      durations.observe({ plugin, action }, seconds)
    },
  }
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
