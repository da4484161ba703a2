import { type JsonSchema, listSchemas } from './action-schemas.ts'

/** Whether a schema refers to itself, over however many named parts. */
export function isCircular(root: JsonSchema): boolean {
  return leadsBack(root, root, [])
}

function leadsBack(schema: JsonSchema, root: JsonSchema, within: readonly string[]): boolean {
  const { $defs: _, ...own } = schema
  const references = listSchemas(own).flatMap(({ schema: { $ref } }) => (typeof $ref === 'string' ? [$ref] : []))
  return references.some((reference) => {
    if (reference === '#' || within.includes(reference)) return true
    const part = findPart(root, reference)
    return part !== undefined && leadsBack(part, root, [...within, reference])
  })
}

function findPart(root: JsonSchema, reference: string): JsonSchema | undefined {
  return (root.$defs as Record<string, JsonSchema> | undefined)?.[reference.replace('#/$defs/', '')]
}
