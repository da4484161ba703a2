import {
  createCredentials,
  createEphemeralIds,
  createKeys,
  createUsageCounter,
  loadSecret,
  type ProtectedPlugin,
  type PublicFetch,
  type Secret,
} from '@patchbay/auth'
import { isLocal, type Config, type Environment } from '@patchbay/config'
import type { PlatformDatabase } from '@patchbay/database'
import type { Logger } from '@patchbay/log'
import { createStateSeal } from '@patchbay/mcp'
import { createPluginSwitches, loadPlugins, watchSwitches, type HostedPlugin, type LoadOptions } from '@patchbay/plugin-host'
import { openQueue, type JobQueue } from '@patchbay/queue'
import { toScopes } from '@patchbay/surfaces'
import type { RequestListener } from 'node:http'
import type { Registry } from 'prom-client'
import { createAdmin, type AdminOptions } from './admin/create-admin.ts'
import { createApp } from './app.ts'
import { createSafeWrites } from './calls/safe-writes.ts'
import { createLimiter } from './create-limiter.ts'
import { drain } from './drain.ts'
import { createForwarding } from './forward/create-forwarding.ts'
import { openFrontDoor, type FrontDoor } from './front-door.ts'
import { createHealth } from './health.ts'
import { createMetrics, serveMetrics } from './metrics.ts'
import { everyPlugin } from './mcp/may-use.ts'
import { createAuthorization } from './oauth/authorization.ts'
import type { Sites } from './sites/sites.ts'
import { createGatewaySites, toPluginOrigin, type ExtendMcp } from './sites/create-gateway-sites.ts'
import { createRangeCheck, createTrustedPeers } from './trusted-peers.ts'

export interface GatewayOptions {
  config: Config
  environment: Environment
  database: PlatformDatabase
  log: Logger
  /** Where the plugin packages are; `packages/plugins` of this repository when left out. */
  pluginsFolder?: string
  /** Fetches the metadata documents of clients; reaches the public internet only when left out. */
  fetch?: PublicFetch
  /** Widens what the domain's own MCP server offers, beyond what plugins define: for tests of the protocol. */
  extendMcp?: ExtendMcp
  /** Other parts of the process by the name of their host: `console`. */
  listeners?: Readonly<Record<string, RequestListener>>
  /** The port, if it is open already. */
  door?: FrontDoor
  /** Where background jobs go, if it is open already; the gateway then leaves it open. */
  queue?: JobQueue
}

export interface Gateway {
  plugins: readonly HostedPlugin[]
  /** The public origin of a plugin by name. */
  toOrigin: (name: string) => string
  /** What METRICS_PORT shows: other parts of the process may add to it. */
  registry: Registry
  /** Drains and stops. `notice`: milliseconds between not being ready and taking no more connections. */
  close(options?: { notice?: number }): Promise<void>
}

/** Loads the plugins, builds every route and listens. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, database, log } = options
  const toOrigin = (name: string) => toPluginOrigin(config.url, name)
  const plugins = await loadPlugins(toLoading(options, toOrigin))
  const limiter = createLimiter(config, log)
  const secret = loadSecret(config)
  const forwarding = createForwarding(config.pluginServices, { plugins, secret })
  const signIn = { ...config, issuer: toOrigin('auth'), plugins: toProtectedPlugins(plugins, toOrigin, config.url), fetch: options.fetch }
  const authorization = await createAuthorization({ ...signIn, database, secret, limiter, log })
  // Not Redis: limits go on without it, and all gateways would be taken out at once.
  const health = createHealth([() => database.ping()])
  const metrics = createMetrics()
  const writes = createSafeWrites({ database, issuer: toOrigin('auth'), log })
  const ownQueue = await openOwnQueue(options, plugins)
  const closing = new AbortController()
  const operation = await openOperation({ config, database, secret, authorization, plugins, toOrigin })
  const sites = createGatewaySites({
    config,
    plugins,
    authorization,
    writes,
    ...forwarding,
    ...operation,
    jobs: (options.queue ?? ownQueue)?.jobs,
    seal: createStateSeal({ key: secret.derive('mcp state'), lifetime: 600_000 }),
    closing: closing.signal,
    log,
    extendMcp: options.extendMcp,
    listeners: options.listeners,
  })
  const app = createApp({
    sites,
    credentials: createCredentials(createKeys(database), authorization.tokens),
    limiter,
    log,
    metrics,
    ...operation,
    health,
    ...forwarding,
    ...toTrust(config, secret),
  })
  const { server, serve } = options.door ?? (await openFrontDoor(config))
  serve(app.callback())
  const metricsServer = await serveMetrics(metrics, config, toHostCheck(sites, config.url))
  return {
    plugins,
    toOrigin,
    registry: metrics.registry,
    async close({ notice = 1500 } = {}) {
      closing.abort()
      await drain({ server, health, notice, patience: 25_000 })
      metricsServer?.close()
      await operation.end()
      forwarding.end()
      authorization.close()
      writes.close()
      await ownQueue?.close()
      await limiter.close()
    },
  }
}

/** The console may be a process of its own, which the edge asks past this one. */
function toHostCheck(sites: Sites, { hostname }: URL): (host: string) => boolean {
  return (host) => sites.has(host) || host.toLowerCase() === `console.${hostname}`
}

function toLoading(
  { config, environment, database, log, fetch, pluginsFolder }: GatewayOptions,
  toOrigin: (name: string) => string,
): LoadOptions {
  const elsewhere = Object.keys(config.pluginServices)
  return { environment, database, log, fetch, folder: pluginsFolder, names: config.plugins, elsewhere, toOrigin }
}

/** What operators decide and look at while the process runs. */
async function openOperation(options: Omit<AdminOptions, 'switches'>) {
  const switches = await watchSwitches(createPluginSwitches(options.database))
  const usage = createUsageCounter(options.database)
  const admin = createAdmin({ ...options, switches })
  return {
    switches,
    usage,
    admin: admin.site,
    async end() {
      switches.close()
      await admin.close()
      await usage.close()
    },
  }
}

/** Where jobs go, if there are any and no other part of the process has opened it. */
async function openOwnQueue({ queue, database, config }: GatewayOptions, plugins: readonly HostedPlugin[]): Promise<JobQueue | undefined> {
  return queue === undefined && hasJobs(plugins) ? openQueue({ database, redisUrl: config.services?.redisUrl }) : undefined
}

/** Whether anything of theirs runs in the background. */
function hasJobs(plugins: readonly HostedPlugin[]): boolean {
  return plugins.some((hosted) => {
    if (hosted.status !== 'ready') return false
    const { actions, jobs } = hosted.plugin
    return jobs.length > 0 || actions.some((action) => action.background)
  })
}

/** The plugins that people sign in to, and the domain that offers them together. */
function toProtectedPlugins(plugins: readonly HostedPlugin[], toOrigin: (name: string) => string, url: URL): ProtectedPlugin[] {
  const each = plugins.flatMap((hosted) => {
    const scopes = hosted.status === 'ready' ? toScopes(hosted.plugin) : []
    if (hosted.status !== 'ready' || scopes.length === 0) return []
    return [{ name: hosted.name, title: hosted.plugin.title, origin: toOrigin(hosted.name), scopes }]
  })
  const all = { name: everyPlugin, title: `every plugin of ${url.host}`, origin: url.origin, scopes: each.flatMap(({ scopes }) => scopes) }
  // First, so that a scope alone means its plugin.
  return each.length > 0 ? [all, ...each] : []
}

/** Whom the configuration says to believe. */
function toTrust(config: Config, secret: Secret) {
  const isAiHost = createRangeCheck(config.aiHostRanges)
  const { isOurs } = createEphemeralIds(secret)
  return {
    peers: createTrustedPeers(config.trustedProxies),
    believesId: (address: string, id: string) => isAiHost(address) || isOurs(id),
    origins: toAllowedOrigins(config.url),
    https: config.url.protocol === 'https:',
  }
}

/** ChatGPT's two origins and the console's. */
function toAllowedOrigins(url: URL): ReadonlySet<string> {
  const own = `${url.protocol}//console.${url.host}`
  return new Set(['https://chatgpt.com', 'https://chat.openai.com', own, ...(isLocal(url.hostname) ? [url.origin] : [])])
}
