import type { McpService, ToolDescriptor } from '@patchbay/mcp'
import { toInstructions, type WidgetResource } from '@patchbay/surfaces'
import type { ActionSetting } from '../plugin/compile-action.ts'
import { createCallTool } from './call-tool.ts'
import type { McpCaller } from './mcp-caller.ts'
import type { OwnJobs } from './own-jobs.ts'
import { createPluginResources } from './plugin-resources.ts'
import { createPromptMethods, createPrompts } from './prompts.ts'
import { createResourceMethods } from './resources.ts'
import { createTaskMethods, taskCapabilities } from './task-methods.ts'
import type { CompiledTool } from './tool.ts'
import { toServedWidgets } from './widget-resources.ts'

/** How long a host may keep a list, in milliseconds. It changes with a new version only. */
export const keptFor = 300_000

export interface PluginServiceOptions {
  setting: ActionSetting
  tools: readonly CompiledTool[]
  widgets: readonly WidgetResource[]
  /** Where it has background actions. */
  jobs: OwnJobs | undefined
}

/** What one plugin offers over MCP. */
export function createPluginService({ setting, tools, widgets, jobs }: PluginServiceOptions): McpService<McpCaller> {
  const { hosted, site, consent } = setting
  const { plugin } = hosted
  const { resources, templates } = createPluginResources(setting, tools)
  const methods = {
    ...createResourceMethods({ resources: [...resources, ...toServedWidgets(plugin.name, widgets)], templates }),
    ...createPromptMethods(createPrompts(plugin, tools)),
    ...(jobs ? createTaskMethods(jobs) : {}),
  }
  const byName = new Map(tools.map((tool) => [tool.descriptor.name, tool]))
  return {
    serverInfo: {
      name: plugin.name,
      title: plugin.title,
      version: '1.0.0',
      description: plugin.summary,
      websiteUrl: site.origin,
      icons: [{ src: `${site.origin}/logo.png`, mimeType: 'image/png', sizes: ['512x512'] }],
    },
    instructions: toInstructions(plugin),
    capabilities: toCapabilities(methods, jobs !== undefined),
    tools: tools.map((tool) => tool.descriptor as ToolDescriptor),
    cache: { ttlMs: keptFor, cacheScope: 'public' },
    callTool: createCallTool({ tools: byName, consent, jobs }),
    methods,
  }
}

/** Only what is answered is declared. */
export function toCapabilities(methods: object, hasJobs: boolean): McpService<McpCaller>['capabilities'] {
  return {
    tools: {},
    ...('resources/list' in methods && { resources: {} }),
    ...('prompts/list' in methods && { prompts: {} }),
    ...(hasJobs && taskCapabilities),
  }
}
