import { BlockList, isIP } from 'node:net'

/** Decides whose forwarding headers are believed. */
export interface TrustedPeers {
  trusts(address: string): boolean
  /** The right-most address of `X-Forwarded-For` that is not a trusted proxy itself. */
  findCaller(peer: string, forwardedFor: string | string[] | undefined): string
}

/** @param ranges addresses and CIDR ranges, IPv4 and IPv6 */
export function createTrustedPeers(ranges: readonly string[]): TrustedPeers {
  const includes = createRangeCheck(ranges)
  return {
    trusts: includes,
    findCaller(peer, forwardedFor) {
      const hops = String(forwardedFor ?? '')
        .split(',')
        .map((hop) => hop.trim())
      for (const hop of hops.toReversed()) {
        if (isIP(hop) === 0) return peer
        if (!includes(hop)) return hop
      }
      return peer
    },
  }
}

/** Tells whether an address is in one of the ranges. IPv4 addresses in IPv6 form count as IPv4. */
export function createRangeCheck(ranges: readonly string[]): (address: string) => boolean {
  if (ranges.length === 0) return () => false
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => {
    const plain = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
    const family = isIP(plain)
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4')
  }
}

/** What anonymous callers are counted by: an IPv4 address, or the /64 of an IPv6 one, which is what one customer gets. */
export function toAddressKey(address: string): string {
  if (!address.includes(':')) return address
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice(7)
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  if (tail !== undefined) while (groups.length < 8 - tail.split(':').filter(Boolean).length) groups.push('0')
  return `${groups.slice(0, 4).join(':')}::/64`
}
