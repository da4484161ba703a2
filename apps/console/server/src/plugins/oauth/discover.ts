import type { SafeRequest } from '@patchbay/safe-fetch'
import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { Definition } from '../definition.ts'
import { loadJson } from './load-json.ts'
import { isMetadataOf, loadResourceMetadata } from './resource-metadata.ts'

/** What is known of the place where people sign in to a plugin. */
export interface AuthorizationServer {
  authorizationUrl: string
  tokenUrl: string
  contentType: 'application/json' | 'application/x-www-form-urlencoded'
  scope: string
  /** RFC 8707 */
  resource: string | undefined
  /** RFC 9207: what `iss` of the answer must be; undefined when it says nothing of that. */
  issuer: string | undefined
  hasPkce: boolean
  registrationUrl: string | undefined
  takesClientDocuments: boolean
}

const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  registration_endpoint: z.url().optional(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
  client_id_metadata_document_supported: z.boolean().optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
})

/** @throws AppError when the plugin says nowhere how people sign in. */
export async function discover(
  request: SafeRequest,
  { definition }: { definition: Pick<Definition, 'auth' | 'url'> },
): Promise<AuthorizationServer> {
  const { auth, url } = definition
  if (auth.type === 'mcp') return discoverResource(request, new URL(url), auth.metadataUrl)
  if (auth.type !== 'oauth') throw new AppError('invalid_request', 'Nobody signs in to this plugin.')
  const { origin } = new URL(auth.authorizationUrl)
  const found = await findMetadata(request, origin)
  // Only what belongs to the endpoints that the manifest names.
  const isSame = found?.token_endpoint === auth.tokenUrl && found.authorization_endpoint === auth.authorizationUrl
  return {
    authorizationUrl: auth.authorizationUrl,
    tokenUrl: auth.tokenUrl,
    contentType: auth.contentType,
    scope: auth.scope,
    resource: undefined,
    ...toMetadata(isSame ? found : undefined),
  }
}

/** RFC 9728, then RFC 8414 */
async function discoverResource(request: SafeRequest, server: URL, metadataUrl: string | null): Promise<AuthorizationServer> {
  if (metadataUrl === null) throw new AppError('invalid_request', 'Nobody signs in to this plugin.')
  const metadata = await loadResourceMetadata(request, metadataUrl)
  if (!metadata) throw cannotSignIn('its protected resource metadata can’t be read')
  if (!(await isMetadataOf(server, metadata, metadataUrl)))
    throw cannotSignIn(`its protected resource metadata is of another server, ${metadata.resource}`)
  const issuer = metadata.authorization_servers[0]!
  const found = await findMetadata(request, issuer)
  if (!found) throw cannotSignIn('the metadata of its authorization server can’t be read')
  if (!found.code_challenge_methods_supported?.includes('S256'))
    throw cannotSignIn('its authorization server does not offer PKCE with S256')
  return {
    authorizationUrl: found.authorization_endpoint,
    tokenUrl: found.token_endpoint,
    contentType: 'application/x-www-form-urlencoded',
    scope: (metadata.scopes_supported ?? []).join(' '),
    resource: metadata.resource,
    ...toMetadata(found),
  }
}

type Metadata = z.infer<typeof metadataSchema>

function toMetadata(
  found: Metadata | undefined,
): Pick<AuthorizationServer, 'issuer' | 'hasPkce' | 'registrationUrl' | 'takesClientDocuments'> {
  return {
    issuer: found?.authorization_response_iss_parameter_supported ? found.issuer : undefined,
    hasPkce: found?.code_challenge_methods_supported?.includes('S256') ?? false,
    registrationUrl: found?.registration_endpoint,
    takesClientDocuments: found?.client_id_metadata_document_supported ?? false,
  }
}

/** The three places in their order; the issuer in the document must be the one that was asked (RFC 8414 §3.3). */
async function findMetadata(request: SafeRequest, issuer: string): Promise<Metadata | undefined> {
  const { origin, pathname } = new URL(issuer)
  const path = pathname === '/' ? '' : pathname.replace(/\/$/, '')
  const urls = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
    ...(path ? [`${origin}${path}/.well-known/openid-configuration`] : []),
  ]
  for (const url of urls) {
    const parsed = metadataSchema.safeParse(await loadJson(request, url))
    if (parsed.success && parsed.data.issuer.replace(/\/$/, '') === issuer.replace(/\/$/, '')) return parsed.data
  }
  return undefined
}

function cannotSignIn(why: string): AppError {
  return new AppError('upstream_failed', `Signing in to this plugin does not work: ${why}.`)
}
