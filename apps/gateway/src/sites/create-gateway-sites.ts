import type { Config } from '@patchbay/config'
import type { Logger } from '@patchbay/log'
import type { HostedPlugin } from '@patchbay/plugin-host'
import { compilePlugin } from '../plugin/compile-plugin.ts'
import type { Authorization } from '../oauth/authorization.ts'
import { createApexSite } from './apex-site.ts'
import { createAuthSite } from './auth-site.ts'
import { createBrokenSite } from './broken-site.ts'
import type { Site } from './site.ts'
import { createSites, type Sites } from './sites.ts'

export interface GatewaySitesOptions {
  config: Config
  plugins: readonly HostedPlugin[]
  authorization: Authorization
  log: Logger
}

/** Every host name this gateway answers to. */
export function createGatewaySites({ config, plugins, authorization, log }: GatewaySitesOptions): Sites {
  const { url, limits, operator } = config
  const toOrigin = (name: string) => toPluginOrigin(url, name)
  const apex = createApexSite(plugins, toOrigin)
  const byName = new Map<string, Site>([
    [url.hostname, apex],
    [`www.${url.hostname}`, apex],
    [`auth.${url.hostname}`, createAuthSite(authorization)],
  ])
  for (const hosted of plugins) {
    const { name } = hosted
    const verificationTokens = config.verificationTokens[name] ?? {}
    const site = { origin: toOrigin(name), operator, authorizationServer: authorization.issuer.origin, verificationTokens }
    const child = log.child({ plugin: name })
    byName.set(
      `${name}.${url.hostname}`,
      hosted.status === 'ready'
        ? { name, plugin: compilePlugin(hosted, { site, limits, authorization, log: child }) }
        : createBrokenSite(name),
    )
  }
  return createSites(byName, url.port)
}

/** `https://notes.example.com` */
export function toPluginOrigin(url: URL, name: string): string {
  return `${url.protocol}//${name}.${url.host}`
}
