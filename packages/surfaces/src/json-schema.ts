import { z } from 'zod'

/** A JSON Schema (draft 2020-12) as a plain value. */
export type JsonSchema = { [keyword: string]: unknown } & {
  type?: string
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
}

export interface SchemaSet {
  schema: JsonSchema
  /** Named schemas (`.meta({ id })`) that `schema` refers to as `#/components/schemas/<id>`. */
  components: Record<string, JsonSchema>
}

/**
 * The JSON Schema of a zod schema as hosts like to read it: no `$schema`, no `pattern` beside a `format` (zod's date
 * pattern is 200 characters long), `properties` on every object (GPT Actions ask for it), named parts as components.
 */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): SchemaSet {
  const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io }) as JsonSchema & { $defs?: Record<string, JsonSchema> }
  const components = Object.fromEntries(Object.entries($defs).map(([name, part]) => [name, tidy(part)]))
  return { schema: tidy(root), components }
}

function tidy(value: JsonSchema): JsonSchema {
  return tidyValue(value) as JsonSchema
}

function tidyValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidyValue)
  if (typeof value !== 'object' || value === null) return value
  const schema = value as JsonSchema
  const entries = Object.entries(schema)
    .filter(([keyword]) => !isNoise(schema, keyword))
    .map(([keyword, part]) => [keyword, keyword === '$ref' ? String(part).replace('#/$defs/', '#/components/schemas/') : tidyValue(part)])
  const tidied = Object.fromEntries(entries) as JsonSchema
  return tidied.type === 'object' && !tidied.properties ? { ...tidied, properties: {} } : tidied
}

function isNoise(schema: JsonSchema, keyword: string): boolean {
  if (keyword === 'id' || keyword === '$id') return typeof schema[keyword] === 'string' && schema.type !== undefined
  if (keyword === 'pattern') return typeof schema.format === 'string'
  return (
    (keyword === 'maximum' && schema.maximum === Number.MAX_SAFE_INTEGER) ||
    (keyword === 'minimum' && schema.minimum === Number.MIN_SAFE_INTEGER)
  )
}
