import { Counter, Histogram } from 'prom-client'

/** Whether the hand-composed entrants do all that the gateway does for a request, not only the work of the action. */
export const hasAllDuties = process.env.BENCH_DUTIES === 'all'

/** The headers that the gateway gives every answer. */
export const protectiveHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  vary: 'origin',
}

/** The limits that the gateway counts for one request. */
export const limitNames = hasAllDuties ? ['client', 'user', 'action'] : ['client']

const requests = new Counter({ name: 'requests_total', help: 'Requests answered.', labelNames: ['plugin', 'action', 'status'] })
const durations = new Histogram({ name: 'request_duration_seconds', help: 'Time to the answer.', labelNames: ['plugin', 'action'] })

export function countRequest(status: number, seconds: number): void {
  requests.inc({ plugin: 'bench', action: 'searchFlights', status: `${Math.floor(status / 100)}xx` })
  durations.observe({ plugin: 'bench', action: 'searchFlights' }, seconds)
}
