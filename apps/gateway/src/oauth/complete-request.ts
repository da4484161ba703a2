import type { Resources } from '@patchbay/auth'
import type { Provider } from 'oidc-provider'
import type { ParsedUrlQuery } from 'node:querystring'
import { findClient } from './find-client.ts'
import { toText } from './read-form.ts'

/**
 * Fills in what hosts leave out, since it has one meaning only: the plugin (RFC 8707) by the client that is bound to it or by the
 * scopes, and all of the plugin's scopes when none is named. A plugin's origin and its `/mcp` become the one audience.
 */
export async function completeAuthorization(query: ParsedUrlQuery, provider: Provider, resources: Resources): Promise<ParsedUrlQuery> {
  const scopes = toText(query['scope']).split(' ').filter(Boolean)
  const client = query['resource'] === undefined ? await findClient(provider, toText(query['client_id'])) : undefined
  const plugin =
    query['resource'] === undefined
      ? (resources.byName(String(client?.['plugin'])) ?? resources.byScopes(scopes))
      : resources.byIndicator(toText(query['resource']))
  if (!plugin) return query
  return { ...query, resource: plugin.origin, scope: scopes.length > 0 ? scopes.join(' ') : plugin.scopes.join(' ') }
}

/** The same for a token request, where the plugin was granted before. */
export function completeToken(form: ParsedUrlQuery, resources: Resources): ParsedUrlQuery {
  const plugin = resources.byIndicator(toText(form['resource']))
  return plugin ? { ...form, resource: plugin.origin } : form
}
