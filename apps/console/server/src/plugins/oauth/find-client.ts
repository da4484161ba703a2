import type { OwnClients, Secret } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { SafeRequest } from '@patchbay/safe-fetch'
import { z } from 'zod'
import type { PluginStore, StoredPlugin } from '../plugin-store.ts'
import { toRedirectUri } from '../to-plugin.ts'
import type { AuthorizationServer } from './discover.ts'

export interface ClientFinder {
  /** `https://console.example.com` */
  origin: string
  secret: Secret
  request: SafeRequest
  plugins: PluginStore
  clients: OwnClients
}

export interface PluginClient {
  clientId: string
  clientSecret: string | undefined
}

/**
 * The console as a client of a plugin: made here for plugins of this Patchbay; else what was typed in; else its metadata document;
 * else registered on the spot (RFC 7591).
 */
export async function findPluginClient(options: ClientFinder, plugin: StoredPlugin, server: AuthorizationServer): Promise<PluginClient> {
  const known = await recallPluginClient(options, plugin)
  if (known) return known
  const { origin } = options
  if (server.takesClientDocuments && origin.startsWith('https:'))
    return { clientId: `${origin}/oauth/client.json`, clientSecret: undefined }
  if (server.registrationUrl) return register(options, plugin, server.registrationUrl)
  throw new AppError('conflict', 'Who registered this plugin has to enter a client id and secret first.')
}

/** What is known without asking anybody; undefined for a client that is its document. */
export async function recallPluginClient(
  { origin, secret, clients }: ClientFinder,
  plugin: StoredPlugin,
): Promise<PluginClient | undefined> {
  const redirectUri = toRedirectUri(origin, plugin.id)
  if (plugin.ownerId === null) {
    const own = await clients.forPlugin(new URL(plugin.url).hostname.split('.')[0]!, redirectUri)
    return { clientId: own.clientId, clientSecret: own.secret }
  }
  if (plugin.clientId === null) return undefined
  return { clientId: plugin.clientId, clientSecret: plugin.sealedClientSecret ? secret.open(plugin.sealedClientSecret) : undefined }
}

const registeredSchema = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1).nullish() })

async function register({ origin, secret, request, plugins }: ClientFinder, plugin: StoredPlugin, url: string): Promise<PluginClient> {
  const metadata = { ...toClientMetadata(origin), redirect_uris: [toRedirectUri(origin, plugin.id)] }
  const answer = await request({
    url: new URL(url),
    origin: 'typed',
    method: 'POST',
    headers: [['content-type', 'application/json']],
    body: JSON.stringify(metadata),
    timeout: 15_000,
    maxBytes: 65_536,
  })
  const parsed = registeredSchema.safeParse(answer.status < 300 ? parse(answer.body.toString()) : undefined)
  if (!parsed.success)
    throw new AppError('upstream_failed', `The plugin’s authorization server did not register the console (${answer.status}).`)
  const clientId = parsed.data.client_id
  const clientSecret = parsed.data.client_secret ?? undefined
  await plugins.update(plugin.id, { clientId, ...(clientSecret !== undefined && { sealedClientSecret: secret.seal(clientSecret) }) })
  return { clientId, clientSecret }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** What the console says of itself (RFC 7591 §2). */
export function toClientMetadata(origin: string) {
  return {
    client_name: 'Patchbay Console',
    client_uri: origin,
    application_type: 'web',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  }
}
