import type {
  Accounts,
  Audit,
  Clients,
  Devices,
  Grants,
  Identities,
  Mailer,
  Resources,
  RevocationMarker,
  Sessions,
  Upstream,
} from '@patchbay/auth'
import type { MailConfig, SignUpConfig, UpstreamConfig } from '@patchbay/config'
import type { Logger } from '@patchbay/log'
import type { RateLimiter } from '@patchbay/rate-limit'
import type { IncomingMessage } from 'node:http'
import type { Provider } from 'oidc-provider'
import {
  createAccounts,
  createAudit,
  createClients,
  createDevices,
  createGrants,
  createIdentities,
  createUpstream,
  createMailer,
  createPublicFetch,
  createRevocationMarker,
  createSessions,
  createProvider,
  createResources,
  createSigningKeys,
  createTokens,
  removeExpired,
  type ProtectedPlugin,
  type PublicFetch,
  type Secret,
  type Tokens,
} from '@patchbay/auth'
import type { PlatformDatabase } from '@patchbay/database'
import { toSignUpWay, type SignUpWay } from './accounts/sign-up.ts'
import { toOAuthErrorPage } from './pages/message-page.ts'

/** Everything that has to do with signing in, for the sites that offer it. */
export interface Authorization {
  issuer: URL
  provider: Provider
  accounts: Accounts
  clients: Clients
  grants: Grants
  sessions: Sessions
  devices: Devices
  secret: Secret
  /** Another provider at which people may sign in; undefined for none. */
  upstream: Upstream | undefined
  identities: Identities
  /** Undefined where no mail can be sent. */
  mailer: Mailer | undefined
  signUp: { config: SignUpConfig; way: SignUpWay }
  marker: RevocationMarker
  audit: Audit
  resources: Resources
  tokens: Tokens
  limiter: RateLimiter
  log: Logger
  close(): void
}

export interface AuthorizationOptions {
  /** `https://auth.example.com` */
  issuer: string
  plugins: readonly ProtectedPlugin[]
  database: PlatformDatabase
  secret: Secret
  limiter: RateLimiter
  log: Logger
  redirectHosts: readonly string[]
  signUp: SignUpConfig
  mail: MailConfig | undefined
  upstream: UpstreamConfig | undefined
  /** Fetches what clients name; reaches the public internet only when left out. */
  fetch?: PublicFetch | undefined
}

export async function createAuthorization(options: AuthorizationOptions): Promise<Authorization> {
  const { issuer, database, secret, log, limiter, redirectHosts } = options
  const signingKeys = createSigningKeys(database, secret)
  const accounts = createAccounts(database)
  const resources = createResources(options.plugins)
  const marker = createRevocationMarker(secret.derive('revocation'))
  const provider = createProvider({
    issuer,
    database,
    accounts,
    secret,
    resources,
    marker,
    redirectHosts,
    fetch: options.fetch ?? createPublicFetch(),
    signingKeys: await signingKeys.load(),
    renderError: toOAuthErrorPage,
  })
  const audit = createAudit(database)
  logEvents(provider, log)
  auditEvents(provider, { audit, resources, log })
  const devices = createDevices(database)
  seeDevices(provider, devices, log)
  const mailer = options.mail && createMailer(options.mail)
  const way = toSignUpWay(options.signUp, { isTrial: issuer.startsWith('http:'), hasMail: mailer !== undefined })
  const stopCleaning = cleanUp(database, log)
  const tokens = createTokens({ database, issuer, signingKeys, resources })
  const state = { clients: createClients(database), grants: createGrants(database, resources), sessions: createSessions(provider) }
  return {
    issuer: new URL(issuer),
    provider,
    accounts,
    ...state,
    devices,
    ...createOthers(options, accounts),
    mailer,
    signUp: { config: options.signUp, way },
    resources,
    marker,
    audit,
    tokens,
    limiter,
    log,
    close() {
      stopCleaning()
      mailer?.close()
    },
  }
}

/** People who sign in elsewhere. */
function createOthers({ issuer, upstream, database, secret }: AuthorizationOptions, accounts: Accounts) {
  const redirectUri = `${issuer}/upstream/callback`
  return { secret, identities: createIdentities(database, accounts), upstream: upstream && createUpstream({ ...upstream, redirectUri }) }
}

/** One line for each flow that failed, with a stable code and the step; nothing that a client sent. */
function logEvents(provider: Provider, log: Logger): void {
  const steps = ['authorization', 'grant', 'registration_create', 'revocation', 'userinfo'] as const
  for (const step of steps) {
    provider.on(`${step}.error` as 'grant.error', (ctx, error) => {
      const { error: code, error_detail: detail } = error as { error?: string; error_detail?: string }
      log.warn({ step, code, detail, client: ctx.oidc.entities.Client?.clientId }, 'sign-in failed')
    })
  }
  provider.on('server_error', (_ctx, err) => log.error({ err }, 'authorization server failed'))
}

function auditEvents(provider: Provider, { audit, resources, log }: Pick<Authorization, 'audit' | 'resources' | 'log'>): void {
  const write = (line: Parameters<Audit['write']>[0]) =>
    void audit.write(line).catch((err: unknown) => log.error({ err, event: line.event }, 'audit line lost'))
  provider.on('grant.success', ({ oidc: { entities, params } }) =>
    write({
      event: 'token.issued',
      userId: entities.Account?.accountId,
      clientId: entities.Client?.clientId,
      plugin: resources.byScopes(entities.AccessToken?.scope?.split(' ') ?? [])?.name,
      details: { type: params?.['grant_type'], scope: entities.AccessToken?.scope },
    }),
  )
  provider.on('grant.revoked', (ctx) =>
    write({ event: 'grant.revoked', clientId: ctx.oidc.client?.clientId, details: { by: ctx.oidc.route } }),
  )
  provider.on('registration_create.success', (_ctx, client) => write({ event: 'client.registered', clientId: client.clientId }))
}

/** Takes note of the browser whenever a session is used for a program. */
function seeDevices(provider: Provider, devices: Devices, log: Logger): void {
  const see = ({ req, oidc, ip }: { req: IncomingMessage; ip: string; oidc: { session?: { uid?: string; accountId?: string } } }) => {
    const { uid, accountId: userId } = oidc.session ?? {}
    if (uid === undefined || userId === undefined) return
    const seen = { uid, userId, userAgent: req.headers['user-agent'] ?? '', address: ip }
    void devices.see(seen).catch((err: unknown) => log.warn({ err }, 'a device could not be noted'))
  }
  provider.on('authorization.success', (ctx) => see(ctx as never))
  provider.on('interaction.started', (ctx) => see(ctx as never))
}

const hour = 3_600_000

/** Removes what is over, now and every hour, until it is told to stop. */
function cleanUp(database: PlatformDatabase, log: Logger): () => void {
  const run = () => void removeExpired(database).catch((err: unknown) => log.warn({ err }, 'cleaning up failed'))
  const timer = setInterval(run, hour).unref()
  run()
  return () => clearInterval(timer)
}
