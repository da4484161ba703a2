import type { McpService } from '@patchbay/mcp'
import { AppError, type Log } from '@patchbay/plugin-kit'
import type { Jobs } from '@patchbay/queue'
import { challenge, checkRights, type Access } from '../calls/check-access.ts'
import type { Forwarder } from '../forward/forwarder.ts'
import type { CompiledPlugin, Route } from '../plugin/compile-plugin.ts'
import { createApexService, type ApexOffer } from './apex-service.ts'
import type { PluginMcp } from './compile-plugin-mcp.ts'
import type { Consent } from './consent.ts'
import { createFindForwarder } from './find-forwarder.ts'
import { createJobTools } from './job-tools.ts'
import { createOwnJobs } from './own-jobs.ts'
import { everyPlugin, mayUse } from './may-use.ts'
import type { McpCaller } from './mcp-caller.ts'
import { createMcpRoute } from './mcp-route.ts'
import { createPluginResources } from './plugin-resources.ts'
import { createPrompts } from './prompts.ts'
import type { CompiledTool } from './tool.ts'
import { toServedWidgets } from './widget-resources.ts'

export interface ApexMcpOptions {
  plugins: readonly CompiledPlugin[]
  origin: string
  /** What people can allow, over all plugins. */
  scopes: readonly string[]
  limits: Route['limits']
  log: Log
  consent: Consent
  jobs: Jobs | undefined
  closing: AbortSignal | undefined
  /** By plugin: the gateways that serve it instead of this one. */
  forwarders: ReadonlyMap<string, Forwarder>
  extend: (service: McpService<McpCaller>) => McpService<McpCaller>
}

/** The MCP server of the whole domain: the tools of every plugin, each called as on its own host. */
export function compileApexMcp({ plugins, origin, scopes, limits, log, consent, jobs: allJobs, ...more }: ApexMcpOptions): Route {
  const { closing, forwarders, extend } = more
  const metadata = `${origin}/.well-known/oauth-protected-resource/mcp`
  const realm = new URL(origin).host
  const offers = plugins.map(({ mcp }) => toApexOffer(mcp, { metadata, realm, scopes }))
  const actions = offers.flatMap((offer) => offer.tools)
  const starting = actions.filter(({ descriptor }) => descriptor.execution)
  const jobs = starting.length > 0 && allJobs ? createOwnJobs({ jobs: allJobs, tools: starting, closing }) : undefined
  const { securitySchemes } = starting[0]?.descriptor ?? {}
  const tools = [...actions, ...(jobs ? createJobTools(jobs, { plugin: everyPlugin, limits, securitySchemes }) : [])]
  const oauth = scopes.length > 0 ? { scope: scopes.join(' '), metadata } : undefined
  const access: Access = { name: realm, auth: 'none', oauth, realm }
  const isPublic = actions.some((tool) => tool.route.auth === 'none')
  return createMcpRoute({
    service: extend(createApexService({ origin, tools, offers, consent, jobs })),
    tools,
    limits,
    oauth,
    log,
    findForwarder: forwarders.size > 0 ? createFindForwarder(offers, forwarders) : undefined,
    checkCaller(principal) {
      if (principal.client.kind === 'oauth' && !principal.plugins?.has(everyPlugin))
        throw challenge(access, `This credential is for one plugin. Use it there, or sign in to ${realm}.`, 'invalid_token')
      if (principal.kind === 'anonymous' && !isPublic)
        throw challenge(access, `${realm} needs a credential: sign in, or send a key as Authorization: Bearer.`)
    },
  })
}

interface ApexSignIn {
  metadata: string
  realm: string
  scopes: readonly string[]
}

/** What a plugin offers on its own host, by names that begin with its own. */
function toApexOffer({ tools: own, widgets, setting }: PluginMcp, signIn: ApexSignIn): ApexOffer {
  const prefix = `${setting.hosted.name.replaceAll('-', '_')}_`
  const tools = own.map((tool) => toApexTool(tool, prefix, signIn))
  const { resources, templates } = createPluginResources(setting, tools, prefix)
  return {
    tools,
    resources: [...resources, ...toServedWidgets(setting.hosted.name, widgets)],
    templates,
    prompts: createPrompts(setting.hosted.plugin, tools),
  }
}

function toApexTool(tool: CompiledTool, prefix: string, { metadata, realm, scopes }: ApexSignIn): CompiledTool {
  const { descriptor, plugin, route } = tool
  const oauth = route.oauth && { ...route.oauth, metadata, all: scopes }
  return {
    ...tool,
    descriptor: { ...descriptor, name: `${prefix}${descriptor.name}`, title: `${tool.pluginTitle}: ${descriptor.title}` },
    route: { ...route, oauth },
    check(principal) {
      if (!mayUse(principal, plugin)) throw new AppError('forbidden', `This key is not for ${plugin}. Use another.`)
      checkRights(principal, { ...route, oauth, realm })
    },
  }
}
