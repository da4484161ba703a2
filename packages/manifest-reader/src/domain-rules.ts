import { isIP } from 'node:net'

/** The domain of a plugin: the host of its manifest without a leading `www.`. */
export function toRoot(url: URL): string {
  return url.hostname.replace(/^www\.(?=.+\.)/, '')
}

/** `localhost`, names below it and addresses of loopback. */
export function isLocalHost(hostname: string): boolean {
  return /^(?:.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(hostname)
}

/** Whether a host is the root or below it. */
export function isWithin(hostname: string, root: string): boolean {
  return hostname === root || hostname.endsWith(`.${root}`)
}

/** Where a manifest may be redirected to: `www.X` → `X`, a host → one below it, another path of the same host. Never to plain http. */
export function mayRedirect(from: URL, to: URL): boolean {
  if (to.protocol !== 'https:' && !isLocalHost(to.hostname)) return false
  if (from.protocol === 'https:' && to.protocol !== 'https:') return false
  return to.hostname === toRoot(from) || isWithin(to.hostname, from.hostname)
}

/** Good enough to compare: the last two labels, three where the last but one is a usual second level such as `co.uk`. */
export function toSite(hostname: string): string {
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return hostname
  const labels = hostname.split('.')
  const isSecondLevel = /^(?:co|com|org|net|gov|edu|ac|or|ne|go)$/.test(labels.at(-2) ?? '') && (labels.at(-1)?.length ?? 0) === 2
  return labels.slice(isSecondLevel ? -3 : -2).join('.')
}

/** https anywhere, http on this machine only. */
export function isFetchable(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocalHost(url.hostname))
}

/** What a person typed, as a URL: https, and http on this machine, when they left that out. Undefined when it can't be one. */
export function toAddress(text: string): URL | undefined {
  const trimmed = text.trim()
  const isWhole = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed)
  const url = URL.parse(isWhole ? trimmed : `https://${trimmed}`)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || !url.hostname) return undefined
  return !isWhole && isLocalHost(url.hostname) ? new URL(`http://${trimmed}`) : url
}

/** What a person typed → where the manifest is: `localhost:5003`, `notes.example.com`, or a URL, of which the origin counts. */
export function toManifestUrl(address: string): URL | undefined {
  const url = toAddress(address)
  return url && new URL('/.well-known/ai-plugin.json', url.origin)
}
