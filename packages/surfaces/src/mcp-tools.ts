import { authOf, parseRoute, toCallInput, type Action, type Plugin } from '@patchbay/plugin-kit'
import type { z } from 'zod'
import { toAcceptedSchemas } from './accepted.ts'
import { toJsonSchema, type JsonSchema } from './json-schema.ts'
import { toScope } from './scopes.ts'
import type { Site } from './site.ts'

type ToolSchema = JsonSchema & { type: 'object' }

/** A tool of MCP as `tools/list` shows it. */
export interface McpTool {
  name: string
  title: string
  description: string
  inputSchema: ToolSchema
  outputSchema?: ToolSchema
  annotations: { title: string; readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean }
  /** Whether it may be called as a task of 2025-11-25. */
  execution?: { taskSupport: 'optional' }
  /** At the top level for ChatGPT, and once more in `_meta`: some SDKs drop what they don't know. */
  securitySchemes?: readonly object[]
  _meta: Record<string, unknown>
  [member: string]: unknown
}

/** The tools of a plugin, one for each action, in the order of the definition. `site` is where their links lead. */
export function toTools(plugin: Plugin, site: Site): McpTool[] {
  return plugin.actions.map((action) => toTool(plugin, action, site))
}

export function toTool(plugin: Plugin, action: Action, _site: Site): McpTool {
  const { name, title, description } = action
  const securitySchemes = toSecuritySchemes(plugin, action)
  const outputSchema = toOutputSchema(action)
  return {
    name,
    title,
    description,
    inputSchema: toObjectSchema(toCallInput(action), 'input')!,
    ...(outputSchema && { outputSchema }),
    annotations: { title, ...toHints(action) },
    ...(action.background && { execution: { taskSupport: 'optional' } }),
    ...(securitySchemes && { securitySchemes }),
    _meta: { ...(securitySchemes && { securitySchemes }) },
  }
}

/** All four said, since hosts take what is left out for the worst (MCP 2026-07-28, ToolAnnotations). */
function toHints({ effect, openWorld, route }: Action) {
  const method = parseRoute(route)!.method
  return {
    readOnlyHint: effect === 'read',
    destructiveHint: effect === 'destructive',
    idempotentHint: effect === 'read' || method === 'PUT' || method === 'DELETE',
    openWorldHint: openWorld,
  }
}

/** Hosts know two kinds. What takes keys only declares nothing: the person gives the key to the host by hand. */
function toSecuritySchemes(plugin: Plugin, action: Action): object[] | undefined {
  const auth = authOf(plugin, action)
  if (auth === 'none') return [{ type: 'noauth' }]
  return auth === 'oauth' ? [{ type: 'oauth2', scopes: [toScope(plugin, action)] }] : undefined
}

/** Clients hold structured content against this: it may also be a question to the person, or a job. */
function toOutputSchema(action: Action): ToolSchema | undefined {
  const accepted = toAcceptedSchemas(action)
  const output = toObjectSchema(action.output, 'output')
  if (!output || accepted.length === 0) return output
  const { $defs, ...own } = output
  return { type: 'object', anyOf: [own, ...accepted], ...($defs !== undefined && { $defs }) }
}

/** A schema that stands for itself: named parts are its own `$defs`. Undefined when it is not of an object. */
function toObjectSchema(schema: z.ZodType, io: 'input' | 'output'): ToolSchema | undefined {
  const { schema: root, components } = toJsonSchema(schema, io)
  if (root.type !== 'object') return undefined
  const $defs = Object.keys(components).length > 0 ? { $defs: components } : {}
  const text = JSON.stringify({ ...root, ...$defs }).replaceAll('"#/components/schemas/', '"#/$defs/')
  return JSON.parse(text) as ToolSchema
}
