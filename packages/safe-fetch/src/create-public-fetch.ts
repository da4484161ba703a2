import { Agent, fetch } from 'undici'
import { createConnector, refuse } from './create-connector.ts'

export type PublicFetch = typeof globalThis.fetch

export interface PublicFetchOptions {
  /** Milliseconds for everything, 5,000 when left out. */
  timeout?: number
  /** Bytes of an answer, 65,536 when left out. */
  maxBytes?: number
}

const connectTimeout = 5000

/**
 * A fetch for addresses that strangers name: https on its usual port, the public internet only, no redirects. The address is checked
 * where the connection is made, so a name that resolves otherwise a moment later gains nothing.
 */
export function createPublicFetch({ timeout = 5000, maxBytes = 65_536 }: PublicFetchOptions = {}): PublicFetch {
  const connect = createConnector({ timeout: connectTimeout })
  const dispatcher = new Agent({ connect, headersTimeout: timeout, bodyTimeout: timeout, maxResponseSize: maxBytes })
  return (async (input: string | URL, { headers, method, signal }: RequestInit = {}) => {
    const url = new URL(input)
    if (url.protocol !== 'https:' || url.port !== '' || url.username !== '') throw refuse()
    const limit = AbortSignal.timeout(timeout)
    const options = { method: method ?? 'GET', headers: new Headers(headers), redirect: 'manual' as const, dispatcher }
    const response = await fetch(url, {
      ...options,
      headers: [...options.headers],
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    })
    return response
  }) as unknown as PublicFetch
}
