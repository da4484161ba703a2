import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP } from 'node:net'
import { Agent, buildConnector, fetch } from 'undici'
import { isPublicAddress } from './is-public-address.ts'

export type PublicFetch = typeof globalThis.fetch

/** Milliseconds. */
const longest = 5000

/**
 * A fetch for addresses that strangers name: https on its usual port, the public internet only, no redirects, five seconds. The address
 * is checked where the connection is made, so a name that resolves otherwise a moment later gains nothing.
 */
export function createPublicFetch(): PublicFetch {
  const dispatcher = new Agent({ connect: createConnector(), headersTimeout: longest, bodyTimeout: longest, maxResponseSize: 65_536 })
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

function createConnector(): buildConnector.connector {
  const connect = buildConnector({ timeout: longest, lookup: lookupPublic as never })
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    // An address in the URL is never looked up, so it is checked here.
    if (isIP(host) !== 0 && !isPublicAddress(host)) return callback(refuse(), null)
    connect(options, callback)
  }
}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** All addresses of a name must be public: one that is not makes the name suspect. */
function lookupPublic(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error || addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) return callback(refuse(), [])
    if (options.all) callback(null, addresses)
    else callback(null, addresses[0]!.address, addresses[0]!.family)
  })
}

/** The same for every reason, so that nobody can find out what is inside by asking. */
function refuse(): Error {
  return new Error('This address can’t be reached from here.')
}
