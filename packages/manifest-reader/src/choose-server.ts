import { isFetchable, isLocalHost, isWithin } from './domain-rules.ts'
import type { Findings } from './finding.ts'
import { toObject, toText } from './to-object.ts'

export interface ServerPlace {
  /** Where the document was found. */
  url: URL
  /** The domain of the plugin. */
  root: string
}

/** The one that is the root, else the first below it, else the host of the document. One that can be asked goes before one that can't. */
export function chooseServer(value: unknown, { url, root }: ServerPlace, findings: Findings): string {
  const fallback = url.origin
  const list = Array.isArray(value) ? value : []
  const servers = list.flatMap((each) => readServer(toObject(each), url, findings) ?? [])
  if (servers.length === 0) {
    if (list.length === 0) findings.advice('servers.missing', 'servers', `Names no server, so ${fallback} is called. Say it.`)
    return fallback
  }
  const chosen = findNearest(servers.filter(isFetchable), root) ?? findNearest(servers, root)
  if (!chosen) {
    findings.warning('servers.domain', 'servers', `Names no server at ${root} or below it, so ${fallback} is called.`)
    return fallback
  }
  if (!isFetchable(chosen)) findings.error('servers.http', 'servers', 'Must be https; http is for localhost only.')
  if (chosen.port !== '' && !isLocalHost(chosen.hostname))
    findings.warning('servers.port', 'servers', `Names the port ${chosen.port}; hosts reach 443 only. Serve it there.`)
  return `${chosen.origin}${chosen.pathname.replace(/\/$/, '')}`
}

function findNearest(servers: readonly URL[], root: string): URL | undefined {
  return servers.find(({ hostname }) => hostname === root) ?? servers.find(({ hostname }) => isWithin(hostname, root))
}

/** Hosts ask nobody for variables, so their defaults are what counts. */
function readServer(server: Record<string, unknown>, url: URL, findings: Findings): URL | null {
  let isWhole = true
  const text = toText(server['url']).replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = toObject(toObject(server['variables'])[name])['default']
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    isWhole = false
    findings.error('servers.variable', `servers, variable ${name}`, 'Has no default. Give it one, which is what hosts call.')
    return ''
  })
  return isWhole ? URL.parse(text, url.href) : null
}
