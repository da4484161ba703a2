import { authOf, type Action, type Plugin } from '@patchbay/plugin-kit'
import type { Site } from './site.ts'

/** The scope an action needs when it is called with an access token: `notes:read`, or `notes:write` for all that changes something. */
export function toScope(plugin: Plugin, action: Action): string {
  return `${plugin.name}:${action.effect === 'read' ? 'read' : 'write'}`
}

/** The scopes of a plugin; none when nobody signs in to it. */
export function toScopes(plugin: Plugin): string[] {
  const actions = plugin.actions.filter((action) => authOf(plugin, action) === 'oauth')
  return [...new Set(actions.map((action) => toScope(plugin, action)))].toSorted()
}

/** `/.well-known/oauth-protected-resource` of a plugin host (RFC 9728 §2). `path` is what stands behind the well-known path. */
export function toProtectedResource(plugin: Plugin, site: Site, path: '' | '/mcp'): object {
  return {
    resource: `${site.origin}${path}`,
    resource_name: plugin.title,
    authorization_servers: [site.authorizationServer],
    scopes_supported: toScopes(plugin),
    bearer_methods_supported: ['header'],
    resource_documentation: `${site.origin}/docs`,
    resource_policy_uri: `${site.origin}/privacy`,
    resource_tos_uri: `${site.origin}/legal`,
  }
}
