/** Fields that are for the next hop only (RFC 9110 §7.6.1), and those in which hops tell of callers. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
])

/** What a proxy sends on, as name, value, name, value …; without `more` and what `Connection` names. */
export function toEndToEnd(rawHeaders: readonly string[], ...more: string[]): string[] {
  const named = new Set(more)
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (rawHeaders[index]!.toLowerCase() === 'connection')
      for (const name of rawHeaders[index + 1]!.split(',')) named.add(name.trim().toLowerCase())
  const kept: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase()
    if (!hopByHop.has(name) && !named.has(name)) kept.push(rawHeaders[index]!, rawHeaders[index + 1]!)
  }
  return kept
}
