/** A JSON Schema, 2020-12, as documents of plugins hold it. */
export interface JsonSchema {
  type?: string | readonly string[]
  description?: string
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  const?: unknown
  default?: unknown
  minimum?: number
  maximum?: number
  anyOf?: readonly JsonSchema[]
  oneOf?: readonly JsonSchema[]
  items?: JsonSchema
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  [keyword: string]: unknown
}

/** An action that a sentence may call. Those of foreign plugins have no examples. */
export interface PlannerTool {
  /** Its name in words or as one: it is part of what the tool is about. */
  plugin: string
  /** The operationId, such as `searchFlights`. */
  name: string
  title?: string
  description: string
  effect: 'read' | 'write' | 'destructive'
  examples: readonly { say: string; input: unknown }[]
  /** An object schema. */
  parameters: JsonSchema
}

/** A call that was made earlier in the conversation, the newest last. */
export interface Turn {
  plugin: string
  tool: string
  input: Readonly<Record<string, unknown>>
  /** The parsed answer. */
  result: unknown
}
