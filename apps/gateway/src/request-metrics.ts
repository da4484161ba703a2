import type { Counter, Histogram, Registry } from 'prom-client'

/** Upper bounds in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

interface Series {
  labels: { plugin: string; action: string }
  /** By status code. */
  statuses: Uint32Array
  /** By bound; the last counts what took longer. */
  buckets: Uint32Array
  seconds: number
}

/** Counts requests in plain arrays. The client library looks its labels up for each, which costs a tenth of a request. */
export class RequestMetrics {
  readonly #series = new Map<string, Series>()

  count(request: { plugin: string; action: string; status: number; seconds: number }): void {
    const series = this.#find(request.plugin, request.action)
    series.statuses[request.status]!++
    series.seconds += request.seconds
    let bucket = 0
    while (bucket < bounds.length && request.seconds > bounds[bucket]!) bucket++
    series.buckets[bucket]!++
  }

  /** Gives the counts out through the registry whenever it is read. */
  register(registry: Registry): void {
    registry.registerMetric(
      toMetric('patchbay_requests_total', 'Requests answered.', 'counter', () => [...this.#series.values()].flatMap(toCounts)),
    )
    const help = 'Time from the first byte of a request to its answer.'
    registry.registerMetric(
      toMetric('patchbay_request_duration_seconds', help, 'histogram', () => [...this.#series.values()].flatMap(toBuckets)),
    )
  }

  #find(plugin: string, action: string): Series {
    const key = `${plugin} ${action}`
    const found = this.#series.get(key)
    if (found) return found
    const made = { labels: { plugin, action }, statuses: new Uint32Array(600), buckets: new Uint32Array(bounds.length + 1), seconds: 0 }
    this.#series.set(key, made)
    return made
  }
}

interface Value {
  labels: Record<string, string | number>
  value: number
  metricName?: string
}

/** What the registry asks of a metric when it is read. */
function toMetric(name: string, help: string, type: 'counter' | 'histogram', read: () => Value[]): Counter | Histogram {
  const get = () => Promise.resolve({ name, help, type, values: read(), aggregator: 'sum' as const })
  return { name, help, get, reset: () => undefined } as unknown as Counter
}

function toCounts({ labels, statuses }: Series): Value[] {
  return [...statuses].flatMap((value, status) => (value > 0 ? [{ labels: { ...labels, status: String(status) }, value }] : []))
}

function toBuckets({ labels, buckets, seconds }: Series): Value[] {
  let sum = 0
  const name = 'patchbay_request_duration_seconds'
  const values: Value[] = [...buckets].map((count, index) => {
    sum += count
    return { labels: { le: bounds[index] ?? '+Inf', ...labels }, value: sum, metricName: `${name}_bucket` }
  })
  return [...values, { labels, value: seconds, metricName: `${name}_sum` }, { labels, value: sum, metricName: `${name}_count` }]
}
