import { ownMembers } from './client-metadata.ts'
import { isLoopbackRedirect } from './redirect-rules.ts'

/** Whether a client's id may be fetched as its metadata document: an https URL with a path, and none of our own hosts. */
export function allowsDocument(clientId: string, issuer: string): boolean {
  const url = URL.parse(clientId)
  const domain = new URL(issuer).hostname.replace(/^auth\./, '')
  const isOurs = url?.hostname === domain || url?.hostname.endsWith(`.${domain}`) === true
  return url?.protocol === 'https:' && url.port === '' && url.pathname !== '/' && !isOurs
}

/** A document can't set what is ours to set, and is called back over https or on loopback. */
export function allowsClient(client: object): boolean {
  const members = client as Record<string, unknown> & { redirectUris?: string[] }
  const isPlain = ownMembers.every((member) => members[member] === undefined)
  return isPlain && (members.redirectUris ?? []).every((uri) => uri.startsWith('https://') || isLoopbackRedirect(uri))
}
