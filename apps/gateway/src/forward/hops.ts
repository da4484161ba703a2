import type { Principal, Secret } from '@patchbay/auth'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** What one gateway tells another about a request that it sends on. */
export interface Hop {
  requestId: string
  /** Address of the caller. */
  address: string
  /** Who calls, where that is known: then their credential was checked and they were counted. */
  principal?: Principal | undefined
}

/** The request that a hop is about; it is good for no other. */
export interface HopRequest {
  method?: string | undefined
  /** As it is sent on. */
  url?: string | undefined
  headers: IncomingHttpHeaders
}

export interface Hops {
  /** The value of the header. */
  sign(hop: Hop, request: HopRequest): string
  /** Undefined for what no gateway of this Patchbay signed in the last half minute. */
  read(request: HopRequest): Hop | undefined
}

export const hopHeader = 'patchbay-hop'

/** Milliseconds: time enough to connect, and for clocks that differ a little. */
const lifetime = 30_000

type Signed = [signedAt: number, hop: Omit<Hop, 'principal'>, principal: (Omit<Principal, 'plugins'> & { plugins: string[] | null }) | null]

/** Gateways believe each other by their common secret, not by their address. */
export function createHops(secret: Pick<Secret, 'derive' | 'deriveAll'>): Hops {
  const key = secret.derive('hops')
  const keys = secret.deriveAll('hops')
  return {
    sign({ principal, ...hop }, request) {
      const sent = principal ? { ...principal, plugins: principal.plugins && [...principal.plugins] } : null
      const text = Buffer.from(JSON.stringify([Date.now(), hop, sent] satisfies Signed)).toString('base64url')
      return `${text}.${toMac(key, text, request).toString('base64url')}`
    },
    read(request) {
      const header = request.headers[hopHeader]
      if (typeof header !== 'string') return undefined
      const [text = '', mac = ''] = header.split('.')
      const given = Buffer.from(mac, 'base64url')
      if (!keys.some((each) => given.length === 32 && timingSafeEqual(given, toMac(each, text, request)))) return undefined
      const [signedAt, hop, sent] = JSON.parse(Buffer.from(text, 'base64url').toString()) as Signed
      if (Math.abs(Date.now() - signedAt) >= lifetime) return undefined
      return sent ? { ...hop, principal: { ...sent, plugins: sent.plugins && new Set(sent.plugins) } } : hop
    },
  }
}

function toMac(key: Buffer, text: string, { method, url, headers }: HopRequest): Buffer {
  return createHmac('sha256', key).update(`${text} ${method} ${headers.host} ${url}`).digest()
}
