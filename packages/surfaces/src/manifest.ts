import type { Plugin } from '@patchbay/plugin-kit'
import { toScopes } from './scopes.ts'
import type { Site } from './site.ts'

/** `name_for_model` allows letters, digits and `_`; a subdomain has hyphens instead. */
export function toNameForModel(plugin: Plugin): string {
  return plugin.name.replaceAll('-', '_')
}

/** The `/.well-known/ai-plugin.json` of the ChatGPT plugins of 2023, as a JSON value. Every URL is absolute. */
export function toManifest(plugin: Plugin, site: Site): object {
  return {
    schema_version: 'v1',
    name_for_model: toNameForModel(plugin),
    name_for_human: plugin.title,
    description_for_model: plugin.description,
    description_for_human: plugin.summary,
    auth: toAuth(plugin, site),
    api: { type: 'openapi', url: `${site.origin}/openapi.json` },
    logo_url: `${site.origin}/logo.png`,
    contact_email: site.operator.email,
    legal_info_url: `${site.origin}/legal`,
  }
}

function toAuth(plugin: Plugin, site: Site): object {
  const tokens = site.verificationTokens ?? {}
  if (plugin.auth === 'none') return { type: 'none' }
  if (plugin.auth === 'service') return { type: 'service_http', authorization_type: 'bearer', verification_tokens: tokens }
  if (plugin.auth === 'oauth') {
    return {
      type: 'oauth',
      // In this format `client_url` is the authorization page and `authorization_url` the token endpoint.
      client_url: `${site.origin}/oauth/authorize`,
      scope: toScopes(plugin).join(' '),
      authorization_url: `${site.origin}/oauth/token`,
      authorization_content_type: 'application/x-www-form-urlencoded',
      verification_tokens: tokens,
    }
  }
  return { type: 'user_http', authorization_type: 'bearer' }
}
