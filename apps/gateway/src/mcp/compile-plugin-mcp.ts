import { authOf } from '@patchbay/plugin-kit'
import { toScopes, toWidgets, type WidgetResource } from '@patchbay/surfaces'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { Route } from '../plugin/compile-plugin.ts'
import { checkAudience, challenge, type Access } from '../calls/check-access.ts'
import { createJobTools } from './job-tools.ts'
import { createKnowledgeTools } from './knowledge-tools.ts'
import { createMcpRoute } from './mcp-route.ts'
import { createOwnJobs } from './own-jobs.ts'
import { createPluginService } from './plugin-service.ts'
import { compileTool, type CompiledTool } from './tool.ts'
import { withWidget } from './widget-resources.ts'

/** What a plugin offers over MCP, for its own server and for the domain's. */
export interface PluginMcp {
  tools: readonly CompiledTool[]
  widgets: readonly WidgetResource[]
  setting: ActionSetting
}

/** The MCP server of one plugin: its tools, and the route that serves them. */
export function compilePluginMcp(setting: ActionSetting): PluginMcp & { route: Route } {
  const { hosted, site, limits, log, jobs: allJobs, closing } = setting
  const { plugin } = hosted
  const byAction = toWidgets(plugin, site, hosted.widgets)
  const widgets = [...byAction.values()]
  const own = plugin.actions.map((action) => withWidget(compileTool(action, setting), action, byAction.get(action.name)))
  const actions = [...own, ...createKnowledgeTools(setting)]
  const starting = actions.filter(({ descriptor }) => descriptor.execution)
  const jobs = starting.length > 0 && allJobs ? createOwnJobs({ jobs: allJobs, tools: starting, closing }) : undefined
  const tools = [
    ...actions,
    ...(jobs ? createJobTools(jobs, { plugin: plugin.name, limits, securitySchemes: starting[0]!.descriptor.securitySchemes }) : []),
  ]
  const scopes = toScopes(plugin)
  const oauth =
    scopes.length > 0 ? { scope: scopes.join(' '), metadata: `${site.origin}/.well-known/oauth-protected-resource/mcp` } : undefined
  const access: Access = { name: plugin.title, auth: plugin.auth, oauth, realm: plugin.name }
  const isPublic = plugin.actions.some((action) => authOf(plugin, action) === 'none')
  const route = createMcpRoute({
    service: createPluginService({ setting, tools, widgets, jobs }),
    tools,
    limits,
    oauth,
    log,
    checkCaller(principal) {
      checkAudience(principal, access)
      if (principal.kind === 'anonymous' && !isPublic)
        throw challenge(access, `${plugin.title} needs a credential: sign in, or send a key as Authorization: Bearer.`)
    },
  })
  return { tools: actions, widgets, setting, route }
}
