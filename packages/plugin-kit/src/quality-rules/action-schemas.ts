import { z } from 'zod'
import type { Action } from '../define-action.ts'

export interface JsonSchema {
  [keyword: string]: unknown
  type?: string
  description?: string
  properties?: Record<string, JsonSchema>
}

/** What a caller has to send. */
export function toInputSchema(action: Action): JsonSchema {
  return z.toJSONSchema(action.input, { io: 'input' }) as JsonSchema
}

/** What a caller gets. */
export function toOutputSchema(action: Action): JsonSchema {
  return z.toJSONSchema(action.output, { io: 'output' }) as JsonSchema
}

export interface FoundSchema {
  /** `passengers.items.name`; empty for the schema itself. */
  path: string
  schema: JsonSchema
}

/** A schema and every schema in it, named parts included. `$ref` is not followed, so it ends. */
export function listSchemas(schema: JsonSchema, path = ''): FoundSchema[] {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`)
  const named = [schema.properties, schema.$defs].flatMap((group) => Object.entries((group ?? {}) as Record<string, JsonSchema>))
  const single = ['items', 'additionalProperties', 'not'].flatMap((key) => (isSchema(schema[key]) ? [[key, schema[key]] as const] : []))
  const variants = ['anyOf', 'oneOf', 'allOf', 'prefixItems'].flatMap((key) => (schema[key] ?? []) as JsonSchema[])
  return [
    { path, schema },
    ...[...named, ...single].flatMap(([key, part]) => listSchemas(part, at(key))),
    ...variants.flatMap((part) => listSchemas(part, path)),
  ]
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null
}
