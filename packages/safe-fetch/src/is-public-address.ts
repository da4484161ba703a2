import ipaddr from 'ipaddr.js'

/** Whether an IP address is one of the public internet: not loopback, private, link-local, shared, reserved or a disguise of those. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // `process` turns an IPv4 address in IPv6 form into the IPv4 address that is reached.
  const found = ipaddr.process(address)
  return found.range() === 'unicast' && !(found instanceof ipaddr.IPv6 && hidesIPv4(found))
}

/** IPv4-compatible addresses (RFC 4291 §2.5.5.1), and those of ISATAP (RFC 5214 §6.1). */
function hidesIPv4({ parts }: ipaddr.IPv6): boolean {
  const isCompatible = parts.slice(0, 6).every((part) => part === 0)
  const isIsatap = (parts[4] === 0 || parts[4] === 0x200) && parts[5] === 0x5efe
  return isCompatible || isIsatap
}
