import type { SafeRequest } from '@patchbay/safe-fetch'
import { z } from 'zod'
import { loadJson } from './load-json.ts'

const resourceSchema = z.object({
  resource: z.url(),
  authorization_servers: z.array(z.url()).min(1),
  scopes_supported: z.array(z.string()).optional(),
})

/** What an MCP server says of how people sign in to it (RFC 9728). */
export type ResourceMetadata = z.infer<typeof resourceSchema>

const wellKnown = '/.well-known/oauth-protected-resource'

/** Where it may be, in the order of asking: what the server itself named, for its path, for all of its host. */
export function toMetadataUrls(server: URL, named: URL | undefined): string[] {
  const path = server.pathname === '/' ? '' : server.pathname.replace(/\/$/, '')
  const urls = [...(named ? [named] : []), new URL(`${wellKnown}${path}`, server), new URL(wellKnown, server)]
  return [...new Set(urls.map(({ href }) => href))]
}

export async function loadResourceMetadata(request: SafeRequest, metadataUrl: string): Promise<ResourceMetadata | undefined> {
  return resourceSchema.safeParse(await loadJson(request, metadataUrl)).data
}

/**
 * Whether metadata is of this server (RFC 9728 §3.3): only what stands at the root of its host may speak for all below a path. A server
 * that names another one would get tokens made for that.
 */
export async function isMetadataOf(server: URL, { resource }: ResourceMetadata, metadataUrl: string): Promise<boolean> {
  if (new URL(resource).href.replace(/\/$/, '') === server.href.replace(/\/$/, '')) return true
  if (metadataUrl !== new URL(wellKnown, server).href) return false
  const { checkResourceAllowed } = await import('@modelcontextprotocol/client')
  return checkResourceAllowed({ requestedResource: server, configuredResource: resource })
}
