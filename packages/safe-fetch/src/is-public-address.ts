import ipaddr from 'ipaddr.js'

/** Whether an IP address is one of the public internet: not loopback, private, link-local, shared, reserved or a disguise of those. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // `process` turns an IPv4 address in IPv6 form into the IPv4 address that is reached.
  return ipaddr.process(address).range() === 'unicast'
}
