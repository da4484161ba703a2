// RFC 6761 §6.3: every name below localhost is this machine. Node asks the resolver, which often does not know.
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'

const { lookup } = dns

dns.lookup = (name, options, callback) => {
  const isLocal = /(^|\.)localhost$/i.test(name)
  return lookup(isLocal ? '127.0.0.1' : name, options, callback)
}
syncBuiltinESMExports()
