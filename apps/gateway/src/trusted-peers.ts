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
        .map((hop) => withoutPort(hop.trim()))
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
    const plain = toCanonical(address)
    const family = isIP(plain)
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4')
  }
}

/** Some proxies add a port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(hop)?.[1] ?? hop
}

/** One spelling for each address (RFC 5952); IPv4 in IPv6 form becomes IPv4. */
function toCanonical(address: string): string {
  if (!address.includes(':')) return address
  const plain = URL.parse(`http://[${address.split('%')[0]}]`)?.hostname.slice(1, -1) ?? address
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(plain)
  if (!mapped) return plain
  const bits = parseInt(mapped[1]!, 16) * 65_536 + parseInt(mapped[2]!, 16)
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')
}

/** What anonymous callers are counted by: an IPv4 address, or the /64 of an IPv6 one, which is what one customer gets. */
export function toAddressKey(address: string): string {
  const plain = toCanonical(address)
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head.split(':').filter(Boolean)
  if (tail !== undefined) while (groups.length < 8 - tail.split(':').filter(Boolean).length) groups.push('0')
  return `${groups.slice(0, 4).join(':')}::/64`
}
