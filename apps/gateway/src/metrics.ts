import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { RequestMetrics } from './request-metrics.ts'

export interface Metrics {
  requests: RequestMetrics
  registry: Registry
}

/** Counts requests by plugin, action and status, and watches the process, for Prometheus. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new RequestMetrics()
  requests.register(registry)
  return { registry, requests }
}

export interface MetricsServerOptions {
  port: number
  address: string
  /** Whether a host name is one of ours. */
  isKnownHost: (host: string) => boolean
}

/**
 * Serves what is for the operator's own programs, on a port that the edge does not publish: `/metrics` for Prometheus, and
 * `/known-host?domain=` for an edge that makes certificates on demand.
 */
export function serveMetrics(metrics: Metrics, options: MetricsServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '', 'http://metrics')
    if (url?.pathname === '/known-host') response.writeHead(options.isKnownHost(url.searchParams.get('domain') ?? '') ? 200 : 404).end()
    else if (url?.pathname !== '/metrics') response.writeHead(404).end()
    else void metrics.registry.metrics().then((text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.address, () => resolve(server))
  })
}
