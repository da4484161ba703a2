import type { McpService, ToolDescriptor } from '@patchbay/mcp'
import { toInstructions } from '@patchbay/surfaces'
import type { ActionSetting } from '../plugin/compile-action.ts'
import { createCallTool } from './call-tool.ts'
import type { McpCaller } from './mcp-caller.ts'
import type { CompiledTool } from './tool.ts'

/** How long a host may keep a list, in milliseconds. It changes with a new version only. */
export const keptFor = 300_000

/** What one plugin offers over MCP. */
export function createPluginService({ hosted, site }: ActionSetting, tools: readonly CompiledTool[]): McpService<McpCaller> {
  const { plugin } = hosted
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
    capabilities: { tools: {} },
    tools: tools.map((tool) => tool.descriptor as ToolDescriptor),
    cache: { ttlMs: keptFor, cacheScope: 'public' },
    callTool: createCallTool(byName),
    methods: {},
  }
}
