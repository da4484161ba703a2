import { z } from 'zod'
import { toCallInput } from './call-input.ts'
import type { ModelOperation } from './compact-description.ts'
import type { Action } from './define-action.ts'
import type { Plugin } from './define-plugin.ts'
import { parseRoute } from './route.ts'

type Schema = Record<string, unknown>

/** What a model gets to know of a plugin's actions, for `toCompactDescription`. */
export function toModelOperations(plugin: Plugin): ModelOperation[] {
  return plugin.actions.map((action) => ({ name: action.name, description: action.description, parameters: toParameters(action) }))
}

/** As in the OpenAPI document: what a POST has in its path comes before its body, and can't be left out. */
function toParameters(action: Action): Schema {
  const { method, parameters } = parseRoute(action.route)!
  const { $defs, ...schema } = z.toJSONSchema(toCallInput(action), { io: 'input' }) as Schema
  const { properties, required, ...rest } = inline(schema, ($defs ?? {}) as Schema, []) as Schema & {
    properties: Schema
    required?: string[]
  }
  const first = method === 'GET' || method === 'DELETE' ? [] : parameters
  const names = new Set([...first, ...Object.keys(properties)])
  const ordered = Object.fromEntries([...names].map((name) => [name, properties[name]]))
  return { ...rest, properties: ordered, required: [...new Set([...parameters, ...(required ?? [])])] }
}

/** Puts named parts where they are referred to. A part that contains itself stays open. */
function inline(value: unknown, parts: Schema, within: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => inline(each, parts, within))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...schema } = value as Schema
  if (typeof $ref !== 'string') return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, inline(part, parts, within)]))
  if (within.includes($ref)) return schema
  const part = parts[$ref.replace('#/$defs/', '')] ?? {}
  return { ...(inline(part, parts, [...within, $ref]) as Schema), ...schema }
}
