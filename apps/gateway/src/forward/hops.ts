import type { Secret } from '@patchbay/auth'
import { createHmac, timingSafeEqual } from 'node:crypto'

/** What one gateway tells another about a request that it sends on. */
export interface Hop {
  requestId: string
  /** Address of the caller. */
  address: string
  /** Whether the limit of the caller was counted. */
  isCounted: boolean
}

export interface Hops {
  /** The value of the header. */
  sign(hop: Hop): string
  /** Undefined for what no gateway of this Patchbay signed in the last half minute. */
  read(header: string | string[] | undefined): Hop | undefined
}

export const hopHeader = 'patchbay-hop'

/** Milliseconds: time enough to connect, and for clocks that differ a little. */
const lifetime = 30_000

/** Gateways believe each other by their common secret, not by their address. */
export function createHops(secret: Pick<Secret, 'derive' | 'deriveAll'>): Hops {
  const key = secret.derive('hops')
  const keys = secret.deriveAll('hops')
  return {
    sign({ requestId, address, isCounted }) {
      const text = Buffer.from(JSON.stringify([Date.now(), requestId, address, isCounted])).toString('base64url')
      return `${text}.${toMac(key, text).toString('base64url')}`
    },
    read(header) {
      if (typeof header !== 'string') return undefined
      const [text = '', mac = ''] = header.split('.')
      const given = Buffer.from(mac, 'base64url')
      if (!keys.some((each) => given.length === 32 && timingSafeEqual(given, toMac(each, text)))) return undefined
      const [signedAt, requestId, address, isCounted] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
        number,
        string,
        string,
        boolean,
      ]
      return Math.abs(Date.now() - signedAt) < lifetime ? { requestId, address, isCounted } : undefined
    },
  }
}

function toMac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
