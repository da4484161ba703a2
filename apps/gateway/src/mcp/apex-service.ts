import type { McpService, ToolDescriptor } from '@patchbay/mcp'
import type { WidgetResource } from '@patchbay/surfaces'
import { createCallTool } from './call-tool.ts'
import type { Consent } from './consent.ts'
import type { OwnJobs } from './own-jobs.ts'
import { createTaskMethods, taskCapabilities } from './task-methods.ts'
import { mayUse } from './may-use.ts'
import type { McpCaller } from './mcp-caller.ts'
import { keptFor } from './plugin-service.ts'
import { createResourceMethods } from './resources.ts'
import type { CompiledTool } from './tool.ts'
import { toServedWidgets } from './widget-resources.ts'

export interface ApexServiceOptions {
  origin: string
  tools: readonly CompiledTool[]
  widgets: readonly WidgetResource[]
  consent: Consent
  jobs: OwnJobs | undefined
}

/** What the domain offers over MCP. Who has a key for some plugins sees the tools of those. */
export function createApexService({ origin, tools, widgets, consent, jobs }: ApexServiceOptions): McpService<McpCaller> {
  const { host } = new URL(origin)
  const byName = new Map(tools.map((tool) => [tool.descriptor.name, tool]))
  const served = createResourceMethods({ resources: toServedWidgets(widgets), templates: [] })
  const names = [...new Set(tools.map((tool) => tool.pluginTitle))]
  return {
    serverInfo: { name: 'patchbay', title: host, version: '1.0.0', websiteUrl: origin },
    instructions: `The tools of several plugins; the name of each begins with its plugin: ${names.join(', ')}.`.slice(0, 512),
    capabilities: { tools: {}, ...(widgets.length > 0 && { resources: {} }), ...(jobs && taskCapabilities) },
    tools: tools.map((tool) => tool.descriptor as ToolDescriptor),
    cache: { ttlMs: keptFor, cacheScope: 'private' },
    listFor({ ctx }) {
      const { plugins } = ctx.state.principal!
      if (plugins === null || ctx.state.principal!.client.kind !== 'key') return undefined
      return { key: [...plugins].toSorted().join(' '), has: ({ name }) => mayUse(ctx.state.principal!, byName.get(name)!.plugin) }
    },
    callTool: createCallTool({ tools: byName, consent, jobs }),
    methods: { ...served, ...(jobs ? createTaskMethods(jobs) : {}) },
  }
}
