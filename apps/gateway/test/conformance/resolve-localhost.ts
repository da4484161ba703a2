import dns from 'node:dns'

// Node leaves names below `localhost` to the system, which may not know them (RFC 6761 §6.3). Loaded into the suite by `--import`.
const lookup = dns.lookup as unknown as (...given: unknown[]) => void

dns.lookup = ((name: string, ...given: unknown[]) =>
  lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...given)) as unknown as typeof dns.lookup
