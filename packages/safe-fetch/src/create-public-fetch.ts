import { Agent, fetch } from 'undici'
import { createConnector, refuse } from './create-connector.ts'

export type PublicFetch = typeof globalThis.fetch

/** Milliseconds. */
const longest = 5000

/**
 * A fetch for addresses that strangers name: https on its usual port, the public internet only, no redirects, five seconds. The address
 * is checked where the connection is made, so a name that resolves otherwise a moment later gains nothing.
 */
export function createPublicFetch(): PublicFetch {
  const connect = createConnector({ timeout: longest })
  const dispatcher = new Agent({ connect, headersTimeout: longest, bodyTimeout: longest, maxResponseSize: 65_536 })
  return (async (input: string | URL, { headers, method, signal }: RequestInit = {}) => {
    const url = new URL(input)
    if (url.protocol !== 'https:' || url.port !== '' || url.username !== '') throw refuse()
    const limit = AbortSignal.timeout(longest)
    const options = { method: method ?? 'GET', headers: new Headers(headers), redirect: 'manual' as const, dispatcher }
    const response = await fetch(url, {
      ...options,
      headers: [...options.headers],
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    })
    return response
  }) as unknown as PublicFetch
}
