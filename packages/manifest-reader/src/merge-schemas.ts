import { toList, toObject } from './to-object.ts'

type Schema = Record<string, unknown>

/** `allOf` of objects is one object with the members of all. */
export function mergeAll(schema: Schema): Schema {
  const { allOf, ...own } = schema
  if (!Array.isArray(allOf)) return schema
  const parts = [...allOf.map((each) => mergeAll(toObject(each))), own]
  return {
    ...own,
    type: 'object',
    properties: toProperties(parts),
    required: [...new Set(parts.flatMap((part) => toList(part['required'])))],
  }
}

/** The same, and of alternatives the members of each; what only some of them need may be left out. */
export function mergeAny(schema: Schema): Schema {
  const { anyOf, oneOf, ...own } = mergeAll(schema)
  const variants = toList(anyOf ?? oneOf).map((each) => mergeAny(toObject(each)))
  if (variants.length === 0) return own
  const [first, ...others] = variants.map(({ required }) => toList(required))
  const needed = first!.filter((name) => others.every((each) => each.includes(name)))
  return { ...own, properties: toProperties([...variants, own]), required: [...new Set([...toList(own['required']), ...needed])] }
}

function toProperties(parts: readonly Schema[]): Schema {
  return Object.assign({}, ...parts.map((part) => toObject(part['properties']))) as Schema
}
