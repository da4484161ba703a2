import { mergeAny } from './merge-schemas.ts'
import type { InputSchema } from './operation.ts'
import { createReferences } from './resolve-references.ts'
import { toList, toObject } from './to-object.ts'

/**
 * The input schema of a tool as models are told it: one object, its references put in place, its alternatives joined.
 *
 * @throws Error when it grows beyond measure.
 */
export function toInput(schema: unknown): InputSchema {
  const { $defs: _, definitions: __, ...whole } = mergeAny(toObject(createReferences(schema).resolve(schema)))
  const required = toList(whole['required']).filter((name) => typeof name === 'string')
  return { ...whole, type: 'object', properties: toObject(whole['properties']), required }
}
