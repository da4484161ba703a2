import type { Config } from '@patchbay/config'
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

/**
 * Serves what is for the operator's own programs, on a port that the edge does not publish: `/metrics` for Prometheus, and
 * `/known-host?domain=` for an edge that makes certificates on demand. Not at all without METRICS_PORT.
 */
export function serveMetrics(
  metrics: Metrics,
  config: Pick<Config, 'metricsPort' | 'address'>,
  isKnownHost: (host: string) => boolean,
): Promise<Server | undefined> {
  if (config.metricsPort === undefined) return Promise.resolve(undefined)
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '', 'http://metrics')
    if (url?.pathname === '/known-host') response.writeHead(isKnownHost(url.searchParams.get('domain') ?? '') ? 200 : 404).end()
    else if (url?.pathname !== '/metrics') response.writeHead(404).end()
    else void metrics.registry.metrics().then((text) => response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.metricsPort, config.address, () => resolve(server))
  })
}
