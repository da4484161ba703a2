import { AppError } from '@patchbay/plugin-kit'
import type { Site } from './site.ts'

export interface Sites {
  /**
   * The site of a Host header, whatever its case, trailing dot or port.
   *
   * @throws AppError `invalid_request` when the header is missing or malformed (RFC 9110 §7.2).
   */
  find(host: string | undefined): Site | undefined
  /** Whether a name is one of ours, without a port; for whoever makes certificates. */
  has(hostname: string): boolean
}

/** @param port the public port, if the URL names one: the usual form of the header is found at the first look */
export function createSites(byName: ReadonlyMap<string, Site>, port: string): Sites {
  const direct = new Map(byName)
  for (const [name, site] of byName) if (port) direct.set(`${name}:${port}`, site)
  return {
    has: (hostname) => byName.has(hostname.toLowerCase()),
    find(host) {
      const found = direct.get(host!)
      return found ?? byName.get(toHostname(host))
    },
  }
}

const hostPattern =
  /^((?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)\.?(?::\d{1,5})?$|^(\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/

function toHostname(host: string | undefined): string {
  const match = host !== undefined && host.length <= 260 ? hostPattern.exec(host.toLowerCase()) : null
  if (!match) throw new AppError('invalid_request', 'The Host header is missing or malformed.')
  return match[1] ?? match[2]!
}
