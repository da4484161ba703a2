import type { Config } from '@patchbay/config'
import type { Logger } from '@patchbay/log'
import type { HostedPlugin, WatchedSwitches } from '@patchbay/plugin-host'
import type { McpService, StateSeal } from '@patchbay/mcp'
import type { Jobs } from '@patchbay/queue'
import type { MarketplaceEntry } from '@patchbay/surfaces'
import type { RequestListener } from 'node:http'
import type { McpCaller } from '../mcp/mcp-caller.ts'
import { createConsent } from '../mcp/consent.ts'
import { createApexRoutes } from '../mcp/apex-routes.ts'
import type { SafeWrites } from '../calls/safe-writes.ts'
import type { Forwarder } from '../forward/forwarder.ts'
import { compilePlugin, type CompiledPlugin } from '../plugin/compile-plugin.ts'
import type { Authorization } from '../oauth/authorization.ts'
import type { Confirming } from '../oauth/confirmation.ts'
import { createApexSite } from './apex-site.ts'
import { createAuthSite } from './auth-site.ts'
import { createBrokenSite } from './broken-site.ts'
import { createChangingSite } from './changing-site.ts'
import { createForwardSite } from './forward-site.ts'
import { createFrameSite } from './frame-site.ts'
import { createListenerSite } from './listener-site.ts'
import type { Site } from './site.ts'
import { createSites, type Sites } from './sites.ts'

export interface GatewaySitesOptions {
  config: Config
  plugins: readonly HostedPlugin[]
  authorization: Authorization
  writes: SafeWrites
  switches: WatchedSwitches
  jobs?: Jobs | undefined
  /** By plugin: the gateways that serve it instead of this one. */
  forwarders: ReadonlyMap<string, Forwarder>
  /** Makes what MCP clients carry between the rounds of one call. */
  seal: StateSeal
  /** The site of `admin.<domain>`. */
  admin: Site
  /** Aborts when the process takes no more requests. */
  closing?: AbortSignal | undefined
  log: Logger
  /** Widens what the domain's own MCP server offers. */
  extendMcp?: ExtendMcp | undefined
  /** Other parts of the process by the name of their host: `console`. */
  listeners?: Readonly<Record<string, RequestListener>> | undefined
}

export type ExtendMcp = (service: McpService<McpCaller>) => McpService<McpCaller>

/** Every host name this gateway answers to. */
export function createGatewaySites(options: GatewaySitesOptions): Sites {
  const { config, plugins, authorization, writes, jobs, seal, closing, log, extendMcp, listeners = {} } = options
  const { url, limits, operator } = config
  const toOrigin = (name: string) => toPluginOrigin(url, name)
  const byName = new Map<string, Site>([
    [`auth.${url.hostname}`, createAuthSite(authorization, { confirmations: writes.confirmations, findNames: createFindNames(plugins) })],
  ])
  byName.set(`frame.${url.hostname}`, createFrameSite(toOrigin('console')))
  for (const [name, listener] of Object.entries(listeners)) byName.set(`${name}.${url.hostname}`, createListenerSite(name, listener))
  const consent = createConsent({ confirmations: writes.confirmations, seal })
  const compiled: CompiledPlugin[] = []
  const packages: MarketplaceEntry[] = []
  for (const hosted of plugins) {
    const { name } = hosted
    const verificationTokens = config.verificationTokens[name] ?? {}
    const appsChallenge = config.appsChallenges[name]
    const keys = { verificationTokens, ...(appsChallenge !== undefined && { appsChallenge }) }
    const site = { origin: toOrigin(name), operator, authorizationServer: authorization.issuer.origin, ...keys }
    const child = log.child({ plugin: name })
    const plugin =
      hosted.status === 'ready'
        ? compilePlugin(hosted, { site, limits, authorization, writes, jobs, consent, closing, log: child })
        : undefined
    if (plugin) compiled.push(plugin)
    if (plugin && hosted.status === 'ready') packages.push({ plugin: hosted.plugin, origin: site.origin, ...plugin.package })
    const forwarder = options.forwarders.get(name)
    const own = plugin ? { name, plugin } : createBrokenSite(name)
    byName.set(`${name}.${url.hostname}`, forwarder ? createForwardSite(name, forwarder) : own)
  }
  const { forwarders } = options
  const together = { forwarders, consent, jobs, closing, extend: extendMcp ?? same, origin: url.origin, authorization, limits, log }
  const { switches } = options
  const isOn = ({ name }: { name: string }) => switches.isOn(name)
  const createApex = () => {
    const routes = createApexRoutes({ ...together, plugins: compiled.filter(isOn) })
    const shown = { plugins: plugins.filter(isOn), packages: packages.filter(({ plugin }) => isOn(plugin)) }
    return createApexSite({ ...shown, url, toOrigin, operator, hasConsole: 'console' in listeners, routes })
  }
  const apex = createChangingSite('apex', { readVersion: () => switches.version, create: createApex })
  byName.set(`admin.${url.hostname}`, options.admin)
  byName.set(url.hostname, apex).set(`www.${url.hostname}`, apex)
  return createSites(byName, url.port)
}

/** What people call a plugin and one of its actions. */
function createFindNames(plugins: readonly HostedPlugin[]): Confirming['findNames'] {
  const ready = new Map(plugins.flatMap((hosted) => (hosted.status === 'ready' ? [[hosted.name, hosted.plugin] as const] : [])))
  return (name, action) => {
    const plugin = ready.get(name)
    return { plugin: plugin?.title ?? name, action: plugin?.actions.find((each) => each.name === action)?.title ?? action }
  }
}

const same: ExtendMcp = (service) => service

/** `https://notes.example.com` */
export function toPluginOrigin(url: URL, name: string): string {
  return `${url.protocol}//${name}.${url.host}`
}
