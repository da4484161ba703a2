import type { PlatformDatabase } from '@patchbay/database'
import { hash, timingSafeEqual } from 'node:crypto'
import { errors, Provider, type Configuration, type JWK, type KoaContextWithOIDC } from 'oidc-provider'
import type { Accounts } from '../accounts/accounts.ts'
import type { PublicFetch } from '@patchbay/safe-fetch'
import type { Secret } from '../secret.ts'
import { createMetadataValidator, ownMembers } from './client-metadata.ts'
import { sessionLifetime, toCookies } from './cookies.ts'
import { allowsClient, allowsDocument } from './metadata-documents.ts'
import { isSameLoopback, toChatGptId } from './redirect-rules.ts'
import { createRefreshRotation, type RefreshRotation } from './refresh-rotation.ts'
import type { Resources } from './resources.ts'
import type { RevocationMarker } from './revocation-marker.ts'
import { StorageAdapter } from './storage-adapter.ts'

export interface ProviderOptions {
  /** `https://auth.example.com`, without a trailing slash. */
  issuer: string
  database: PlatformDatabase
  accounts: Accounts
  secret: Secret
  signingKeys: JWK[]
  resources: Resources
  marker: RevocationMarker
  /** Hosts to which a client that registers itself may be called back. */
  redirectHosts: readonly string[]
  /** Fetches what clients name: their metadata documents and keys. */
  fetch: PublicFetch
  /** The HTML of an error that a person sees. */
  renderError: (error: { code: string; description: string | undefined }) => string
}

const day = 24 * 3600
const errorPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
const accessTokenLifetime = 15 * 60

const routes: Configuration['routes'] = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  registration: '/oauth/register',
  revocation: '/oauth/revoke',
  userinfo: '/oauth/userinfo',
  jwks: '/oauth/jwks',
  end_session: '/oauth/end',
}

/** Seconds. */
const lifetimes: Configuration['ttl'] = {
  AccessToken: accessTokenLifetime,
  AuthorizationCode: 60,
  IdToken: accessTokenLifetime,
  Interaction: 600,
  Session: sessionLifetime,
  Grant: 30 * day,
  RefreshToken: (ctx) => ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? 30 * day,
}

/** The authorization server of every plugin (OAuth 2.1, RFC 8414, 7591, 7009, 8707, 9207). */
export function createProvider(options: ProviderOptions): Provider {
  const rotation = createRefreshRotation(options.secret.derive('refresh tokens'))
  const provider = new Provider(options.issuer, toConfiguration(options, rotation))
  // The gateway sets these headers itself from the configuration, whatever the caller sent.
  provider.proxy = true
  adjustClients(provider)
  adjustRefreshTokens(provider, rotation)
  return provider
}

function toConfiguration(options: ProviderOptions, rotation: RefreshRotation): Configuration {
  const { database, accounts, resources } = options
  return {
    adapter: (model: string) => new StorageAdapter(database, model, { rotation, marker: options.marker }),
    jwks: { keys: options.signingKeys },
    cookies: toCookies(options.issuer, options.secret),
    routes,
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: ['authorization_code', 'refresh_token'] },
    clientAuthMethods: ['none', 'client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    fetch: (url: string | URL, init?: RequestInit) => options.fetch(url, init),
    fetchResponseBodyLimits: { 'client_id metadata document': 5120, jwks_uri: 65_536, sector_identifier_uri: 5120 },
    responseTypes: ['code'],
    scopes: ['openid', 'email', 'offline_access'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256'],
      userinfoSigningAlgValues: ['ES256'],
      clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
    },
    pkce: { required: (_ctx, client) => client.clientAuthMethod === 'none' },
    extraClientMetadata: { properties: [...ownMembers], validator: createMetadataValidator(options.redirectHosts) },
    allowOmittingSingleRegisteredRedirectUri: false,
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    revokeGrantPolicy: () => true,
    // What a program may do ends by being taken back, not because its person signs out of a browser.
    expiresWithSession: () => false,
    // Consent is asked for each time and belongs to one authorization: it can be revoked by itself.
    loadExistingGrant: async (ctx) => {
      if (ctx.oidc.client?.['console'] === true) return makeConsoleGrant(ctx)
      return ctx.oidc.result?.consent?.grantId ? ctx.oidc.provider.Grant.find(ctx.oidc.result.consent.grantId) : undefined
    },
    extraTokenClaims: (_ctx, token) => (token.kind === 'AccessToken' ? { grant_id: token.grantId } : undefined),
    clientBasedCORS: (_ctx, origin, client) =>
      client.clientAuthMethod === 'none' && (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin),
    findAccount: async (_ctx, id) => {
      const account = await accounts.find(id)
      return account && { accountId: id, claims: () => ({ sub: id, email: account.email, email_verified: false }) }
    },
    ttl: lifetimes,
    features: toFeatures(resources, options.issuer),
    renderError: (ctx, out) => {
      ctx.type = 'text/html; charset=utf-8'
      ctx.set('content-security-policy', errorPolicy)
      ctx.body = options.renderError({ code: out.error, description: out.error_description })
    },
  } as Configuration
}

/** The console learns who signs in and no more; what plugins allow is asked for each of them. */
async function makeConsoleGrant({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({ accountId: oidc.session!.accountId!, clientId: oidc.client!.clientId })
  grant.addOIDCScope('openid')
  await grant.save()
  return grant
}

function toFeatures(resources: Resources, issuer: string): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    registration: { enabled: true, issueRegistrationAccessToken: false },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => client.clientId === token.clientId },
    // The types do not know this feature yet.
    ...({
      clientIdMetadataDocument: {
        enabled: true,
        ack: 'draft-02',
        allowFetch: (_ctx: unknown, id: string) => allowsDocument(id, issuer),
        allowClient: (_ctx: unknown, client: object) => allowsClient(client),
      },
    } as object),
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, client) => resources.byName(String(client['plugin']))?.origin as string,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, indicator, client) => toResourceServer(resources, indicator, client['plugin']),
    },
  }
}

/** The token's audience is the plugin's origin, whichever of its names was asked for. */
function toResourceServer(resources: Resources, indicator: string, boundTo: unknown) {
  const plugin = resources.byIndicator(indicator)
  if (!plugin) throw new errors.InvalidTarget(`${indicator} is not a plugin that people sign in to here`)
  if (boundTo !== undefined && boundTo !== plugin.name) throw new errors.InvalidTarget(`this client is for ${String(boundTo)} only`)
  return {
    scope: plugin.scopes.join(' '),
    audience: plugin.origin,
    accessTokenFormat: 'jwt' as const,
    accessTokenTTL: accessTokenLifetime,
    jwt: { sign: { alg: 'ES256' as const } },
  }
}

interface ClientPrototype {
  clientSecret: string
  chatgpt?: string
  redirectUris?: string[]
  redirectUriAllowed: (uri: string) => boolean
  compareClientSecret: (secret: string) => boolean
}

/** Secrets are kept hashed; a client for ChatGPT is called back at any plugin or GPT until the first consent pins it to one. */
function adjustClients(provider: Provider): void {
  const prototype = provider.Client.prototype as unknown as ClientPrototype
  const isRegistered = prototype.redirectUriAllowed
  prototype.compareClientSecret = function (secret) {
    const sent = Buffer.from(`sha256:${hash('sha256', secret, 'base64url')}`)
    const stored = Buffer.from(this.clientSecret)
    return sent.length === stored.length && timingSafeEqual(sent, stored)
  }
  prototype.redirectUriAllowed = function (uri) {
    const id = this.chatgpt === undefined ? undefined : toChatGptId(uri)
    const isKnown = () => isRegistered.call(this, uri) || (this.redirectUris ?? []).some((known) => isSameLoopback(known, uri))
    return id === undefined ? isKnown() : this.chatgpt === 'any' || this.chatgpt === id
  }
}

function adjustRefreshTokens(provider: Provider, rotation: RefreshRotation): void {
  const prototype = provider.RefreshToken.prototype as unknown as { generateTokenId: () => string }
  const generate = prototype.generateTokenId
  prototype.generateTokenId = function () {
    const rotated = (Provider.ctx as KoaContextWithOIDC | undefined)?.oidc.entities.RotatedRefreshToken
    return rotated ? rotation.toSuccessor(rotated.jti) : generate.call(this)
  }
}
