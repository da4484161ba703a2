import type { Method } from '@patchbay/plugin-kit'
import { createDocument } from '../documents/document-route.ts'
import type { Authorization } from '../oauth/authorization.ts'
import type { Route } from '../plugin/compile-plugin.ts'
import { compileApexMcp, type ApexMcpOptions } from './compile-apex-mcp.ts'
import { everyPlugin } from './may-use.ts'

/** `POST /mcp` of the domain, and what says how to sign in to it (RFC 9728). */
export function createApexRoutes(
  options: Omit<ApexMcpOptions, 'scopes'> & { authorization: Authorization },
): { method: Method; path: string; route: Route }[] {
  const { origin, authorization } = options
  const resource = authorization.resources.byName(everyPlugin)
  const mcp = compileApexMcp({ ...options, scopes: resource?.scopes ?? [] })
  const documents = resource
    ? ['', '/mcp'].map((end) => {
        const path = `/.well-known/oauth-protected-resource${end}`
        const body = {
          resource: `${origin}${end}`,
          resource_name: resource.title,
          authorization_servers: [authorization.issuer.origin],
          scopes_supported: resource.scopes,
          bearer_methods_supported: ['header'],
        }
        const content = { type: 'application/json; charset=utf-8', body: JSON.stringify(body, null, 2) }
        return { method: 'GET' as const, path, route: createDocument(path, content) }
      })
    : []
  return [{ method: 'POST', path: '/mcp', route: mcp }, ...documents]
}
