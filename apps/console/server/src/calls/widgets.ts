import { AppError } from '@patchbay/plugin-kit'
import type { SafeRequest } from '@patchbay/safe-fetch'
import type { Call, CallWidget, ToolResult } from '../api.ts'
import { withMcp } from '../mcp/connect-mcp.ts'
import type { PluginAction } from '../plugins/definition.ts'
import type { PluginToken } from '../plugins/installs.ts'
import type { StoredPlugin } from '../plugins/plugin-store.ts'

/** Pages of plugins that show what calls gave (MCP Apps 2026-01-26). */
export interface Widgets {
  /** @throws AppError `not_found` when the call has none, `upstream_failed` when it can't be had */
  load(shown: ShownCall): Promise<CallWidget>
  /** What a widget asks its plugin. Only what changes nothing: everything else is the person's to ask for. */
  callTool(shown: ShownCall, name: string, input: Record<string, unknown>): Promise<ToolResult>
}

interface ShownCall {
  call: Call
  plugin: StoredPlugin
  token: PluginToken | undefined
}

const longest = 2_000_000

export function createWidgets({ request, frameUrl }: { request: SafeRequest; frameUrl: string }): Widgets {
  const connect = ({ plugin, call, token }: ShownCall) => {
    const action = plugin.definition.actions.find(({ name }) => name === call.action)
    if (!action?.widget) throw new AppError('not_found', 'This call has no widget.')
    return { action, uri: action.widget.uri, connection: { url: new URL(action.widget.server), request, token } }
  }
  return {
    async load(shown) {
      const { action, uri, connection } = connect(shown)
      const read = await withMcp(connection, (client) => client.readResource({ uri })).catch(fail)
      const page = read.contents.find((content) => content.uri === uri)
      if (!page || !('text' in page) || page.text.length > longest)
        throw new AppError('upstream_failed', 'The plugin does not give the page of this answer.')
      const result = toResult(shown.call)
      return { frameUrl: toFrameUrl(frameUrl, page._meta), html: page.text, tool: toTool(action), arguments: shown.call.arguments, result }
    },
    async callTool(shown, name, input) {
      const { connection } = connect(shown)
      const tool = shown.plugin.definition.actions.find((action) => action.name === name)
      if (!tool) throw new AppError('not_found', `${shown.plugin.definition.title} has no ${name}.`)
      if (tool.asks)
        throw new AppError('forbidden', `A widget may not run ${name}, which changes something. Ask for it in the conversation.`)
      return (await withMcp(connection, (client) => client.callTool({ name, arguments: input })).catch(fail)) as ToolResult
    },
  }
}

/** The frame's policy follows from what the page says that it must reach. */
function toFrameUrl(frameUrl: string, meta: Record<string, unknown> | undefined): string {
  const { csp } = (meta?.['ui'] ?? {}) as { csp?: object }
  return csp ? `${frameUrl}?${new URLSearchParams({ csp: JSON.stringify(csp) })}` : frameUrl
}

function toTool({ name, input }: PluginAction): CallWidget['tool'] {
  return { name, inputSchema: input as unknown as CallWidget['tool']['inputSchema'] }
}

/** The answer as a tool's: of a job its result, of a REST call its body. */
function toResult({ response, job }: Call): ToolResult {
  const text = job?.result ?? response?.body ?? ''
  const structuredContent = response?.structured ?? toObject(text)
  return { content: [{ type: 'text', text }], ...(structuredContent && { structuredContent }) }
}

function toObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function fail(error: unknown): never {
  const reason = error instanceof Error ? error.message.slice(0, 300) : 'no answer'
  throw new AppError('upstream_failed', `The plugin's MCP server does not answer: ${reason}`)
}
