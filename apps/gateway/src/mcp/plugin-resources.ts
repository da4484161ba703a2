import { parseRoute, type Action, type Page } from '@patchbay/plugin-kit'
import type { ActionSetting } from '../plugin/compile-action.ts'
import { createPageRenderer } from '../plugin/compile-page.ts'
import { McpCall } from './mcp-call.ts'
import type { McpCaller } from './mcp-caller.ts'
import type { ServedResource, ServedResources, ServedTemplate } from './resources.ts'
import type { CompiledTool } from './tool.ts'

/** What a plugin has to read: the actions that list without being asked for more, and its pages. `prefix`: of the tools' names. */
export function createPluginResources(setting: ActionSetting, tools: readonly CompiledTool[], prefix = ''): ServedResources {
  const { actions, pages } = setting.hosted.plugin
  const byAction = new Map(tools.map((tool) => [tool.route.name, tool]))
  return {
    resources: actions.filter(isList).map((action) => toResource(action, byAction.get(action.name)!, setting)),
    templates: pages.map((page) => toTemplate(page, setting, prefix)),
  }
}

/** Whether a GET of a fixed path answers without any input. */
export function isList({ route, effect, input }: Action): boolean {
  const { method, parameters } = parseRoute(route)!
  return method === 'GET' && effect === 'read' && parameters.length === 0 && input.safeParse({}).success
}

function toResource({ description, route }: Action, tool: CompiledTool, { site }: ActionSetting): ServedResource {
  const uri = `${site.origin}${parseRoute(route)!.path}`
  const { name, title } = tool.descriptor
  return {
    descriptor: { uri, name, title, description, mimeType: 'application/json' },
    plugin: tool.plugin,
    read: async (caller) => ({ mimeType: 'application/json', text: await readTool(tool, caller) }),
  }
}

/** The same way as a call of the tool. */
async function readTool(tool: CompiledTool, caller: McpCaller): Promise<string> {
  tool.check(caller.ctx.state.principal!)
  await caller.count(tool)
  const { input } = tool.parse({})
  return (await tool.perform(input, new McpCall(caller.ctx, { meta: {} }))).text
}

function toTemplate(page: Page, setting: ActionSetting, prefix: string): ServedTemplate {
  const { path } = parseRoute(page.route)!
  const pattern = new RegExp(`^${path.replace(/[.~-]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/?#]+)')}$`)
  const render = createPageRenderer(page, setting)
  const { origin } = setting.site
  return {
    descriptor: {
      uriTemplate: `${origin}${path}`,
      name: `${prefix}${path.split('/')[1]!}`,
      title: `A page of ${setting.hosted.plugin.title}`,
      mimeType: 'text/html',
    },
    match: (uri) => (uri.startsWith(`${origin}/`) ? readGroups(pattern.exec(uri.slice(origin.length))) : undefined),
    async read(pathValues, { ctx }) {
      const text = await render({ requestId: ctx.state.requestId, pathValues, path: fill(path, pathValues) })
      return { mimeType: 'text/html', text }
    },
  }
}

function readGroups(match: RegExpExecArray | null): Record<string, string> | undefined {
  return match ? { ...match.groups } : undefined
}

function fill(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name]!)
}
