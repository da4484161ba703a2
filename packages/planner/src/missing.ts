import { isAgreed, isId } from './slots/kinds.ts'
import { splitName } from './text/words.ts'
import type { JsonSchema, PlannerTool } from './tool.ts'

export type Values = Readonly<Record<string, unknown>>

/** A required value that is not there. */
export interface Lacking {
  path: string[]
  schema: JsonSchema
}

/** A required parameter that is not there, with what to ask. */
export interface Missing {
  name: string
  question: string
  /** No answer may give it: what the thing says now would be lost. */
  mustRead?: true
}

/** The required values that are not there, those of objects one by one. */
export function toLacking({ properties = {}, required = [] }: JsonSchema, input: Values): Lacking[] {
  return required.flatMap((name): Lacking[] => {
    const schema = properties[name] ?? {}
    const value = input[name]
    const isNested = schema.type === 'object' && (schema.required?.length ?? 0) > 0 && (value === undefined || isObject(value))
    if (isNested) return toLacking(schema, (value ?? {}) as Values).map(({ path, schema: own }) => ({ path: [name, ...path], schema: own }))
    return value === undefined ? [{ path: [name], schema }] : []
  })
}

/** The price that was agreed comes with the thing that it is for. */
export function findMissing({ name: tool, parameters }: PlannerTool, input: Values): Missing[] {
  const lacking = Map.groupBy(toLacking(parameters, input), ({ path }) => path[0]!)
  const names = [...lacking.keys()]
  return names
    .filter((name) => !(isAgreed(name) && names.some(isId)))
    .map((name) => ({
      name,
      question: toQuestion(
        name === 'id' ? toThing(tool) : name,
        parameters.properties?.[name],
        lacking.get(name)!.flatMap(({ path }) => path.slice(1)),
      ),
    }))
}

export function lacksId({ parameters }: PlannerTool, input: Values): boolean {
  return (parameters.required ?? []).some((each) => isId(each) && !(each in input))
}

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `noteId` for the `id` of `deleteNote`, and `orderId` for that of `stopSharingOrder`. */
export function toThing(tool: string): string {
  const [, ...words] = splitName(tool).split(' ')
  const thing = words.length > 1 && words[0]!.endsWith('ing') ? words.slice(1) : words
  return thing.length > 0 ? `${thing.join('_')}_id` : 'id'
}

/** With what an object or the entries of a list must have. */
function toQuestion(name: string, { description, items }: JsonSchema = {}, lacking: readonly string[]): string {
  const words = splitName(name)
  if (isId(name)) return `Which ${words.replace(/ ?id$/, '') || 'one'}? Show a list first, then say “the second one”, or give its id.`
  const parts = (lacking.length > 0 ? lacking : (items?.required ?? [])).map(splitName).join(', ')
  if (!description && !parts) return `What is the ${words}?`
  return [`${words.charAt(0).toUpperCase()}${words.slice(1)}${parts && ` (${parts})`}?`, description].filter(Boolean).join(' ')
}
