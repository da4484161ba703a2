import type { Reader } from './reader.ts'

/** An OpenID Connect provider at which people may sign in. */
export interface UpstreamConfig {
  issuer: string
  clientId: string
  clientSecret: string
  /** What people call it: “Continue with …”. */
  name: string
}

const required = ['UPSTREAM_ISSUER', 'UPSTREAM_CLIENT_ID', 'UPSTREAM_CLIENT_SECRET'] as const

/**
 * Undefined where there is none.
 *
 * @param isTrial whether this Patchbay is http on localhost: then the provider may be on this machine, too
 */
export function readUpstream(read: Reader, isTrial: boolean): UpstreamConfig | undefined {
  const [issuer, clientId, clientSecret] = required.map((name) => read.text(name)) as [string?, string?, string?]
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return undefined
  for (const name of required) if (read.text(name) === undefined) read.problem(name, `is missing: ${required.join(', ')} go together`)
  const url = URL.parse(issuer ?? 'https://missing')
  const isLoopback = url?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (!url || !(url.protocol === 'https:' || (isTrial && isLoopback)) || url.search || url.hash || url.username)
    read.problem('UPSTREAM_ISSUER', 'must be the https URL of an OpenID Connect provider, as its metadata names it')
  return {
    issuer: issuer ?? '',
    clientId: clientId ?? '',
    clientSecret: clientSecret ?? '',
    name: read.text('UPSTREAM_NAME') ?? url?.hostname ?? '',
  }
}
