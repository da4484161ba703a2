import type { Action } from '../define-action.ts'
import { type FoundSchema, type JsonSchema, listSchemas, toInputSchema, toOutputSchema } from './action-schemas.ts'
import { compileSchema } from './compile-schema.ts'
import { isCircular } from './is-circular.ts'
import type { Finding, QualityRule } from './quality-rule.ts'

export const schemas: QualityRule = {
  title: 'has schemas that every host understands',
  find: (plugin) =>
    plugin.actions.flatMap((action) => [
      ...checkSchema(`action ${action.name}, input`, toInputSchema(action), toInputs(action)),
      ...checkSchema(`action ${action.name}, output`, toOutputSchema(action), toOutputs(action)),
      ...checkAnswer(action),
    ]),
}

/** The JSON Schema says the same as the zod schema: what that takes as an example, this takes too. */
function checkSchema(place: string, schema: JsonSchema, examples: readonly unknown[]): Finding[] {
  if (isCircular(schema))
    return [{ level: 'error', place, message: 'contains itself, which GPT Actions refuse; give it a depth that ends' }]
  const bare = listSchemas(schema).filter(({ schema: { type, properties } }) => type === 'object' && properties === undefined)
  return [...bare.map((found) => toBareFinding(place, found)), ...checkExamples(place, schema, examples)]
}

/** A caller can't fill an object whose members are not said; in an answer it is only harder to read. */
function toBareFinding(place: string, { path }: FoundSchema): Finding {
  const message = `has an object without properties${path && ` at ${path}`}; say its members`
  return { level: place.endsWith('input') ? 'error' : 'warning', place, message }
}

function checkExamples(place: string, schema: JsonSchema, examples: readonly unknown[]): Finding[] {
  const compiled = compileSchema(schema)
  if (typeof compiled === 'string') return [{ level: 'error', place, message: `is not a JSON Schema that hosts can compile: ${compiled}` }]
  const refusals = new Set(examples.flatMap((example) => compiled(example) ?? []))
  return [...refusals].map((text) => ({ level: 'error', place, message: `takes an example that its JSON Schema refuses: ${text}` }))
}

function checkAnswer(action: Action): Finding[] {
  const { type, properties } = toOutputSchema(action)
  if (type === 'object' || properties !== undefined) return []
  return [
    { level: 'error', place: `action ${action.name}, output`, message: 'is not an object, which MCP asks for; wrap it: { items: […] }' },
  ]
}

function toInputs(action: Action): unknown[] {
  return action.examples.filter(({ input }) => action.input.safeParse(input).success).map(({ input }) => toJson(input))
}

function toOutputs(action: Action): unknown[] {
  const parsed = action.examples.filter(({ output }) => output !== undefined).map(({ output }) => action.output.safeParse(output))
  return parsed.filter(({ success }) => success).map(({ data }) => toJson(data))
}

function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
