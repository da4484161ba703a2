import { isObject, type Lacking, type Values } from '../missing.ts'
import { isDate } from '../ranking/fit.ts'
import type { Entities } from '../text/entities.ts'
import { findKeeping, isFree, isId } from './kinds.ts'
import type { PlannerTool } from '../tool.ts'

/**
 * What an answer gives of what was asked for, taken as it stands: all of it for the first thing, or a part for each of them. Nothing where
 * it cannot be an answer.
 */
export function takeAnswer(
  tool: PlannerTool,
  lacking: readonly Lacking[],
  { answer, entities }: { answer: string; entities: Entities },
): Values {
  const kept = findKeeping(tool)
  const take = (each: Lacking, text: string): Values | undefined => {
    const value = toWhole(each, text, { entities, isKept: each.path[0] === kept })
    return value === undefined ? undefined : nest(each.path, value)
  }
  const [first] = lacking
  const parts = answer.split(/\s*[,;\n]\s*/).filter(Boolean)
  if (lacking.length === 1 || parts.length === 1) return (first && take(first, answer)) ?? {}
  if (parts.length !== lacking.length) return {}
  const taken = lacking.map((each, index) => take(each, parts[index]!))
  return taken.every((each) => each !== undefined) ? taken.reduce((all, each) => merge(each, all), {}) : {}
}

/** What is known already stays; what it holds may be added to. */
export function merge(found: Values, known: Values): Record<string, unknown> {
  const both = Object.keys(found).filter((name) => isObject(found[name]) && isObject(known[name]))
  const inner = both.map((name) => [name, merge(found[name] as Values, known[name] as Values)])
  return { ...found, ...known, ...Object.fromEntries(inner) }
}

function nest(path: readonly string[], value: unknown): Values {
  return path.reduceRight((inner: unknown, name) => ({ [name]: inner }), value) as Values
}

function toWhole({ path, schema }: Lacking, answer: string, { entities, isKept }: { entities: Entities; isKept: boolean }): unknown {
  const text = answer.trim().replace(/[\s,]+please[.!]*$/i, '')
  if (schema.type === 'integer' || schema.type === 'number') return entities.numbers.length === 1 ? entities.numbers[0]!.value : undefined
  if (schema.type === 'boolean') return /^(yes|yeah|sure|true)\b/i.test(text) || (/^(no|false)\b/i.test(text) ? false : undefined)
  if (schema.type !== 'string' || schema.enum || isDate(schema) || text === '') return undefined
  if (isKept || isFree(path.at(-1)!, schema)) return text
  const name = text.replace(/^(?:it is|it's|that is|that's|my name is|i am|i'm)\s+/i, '')
  return (isId(path.at(-1)!) && /\s/.test(name)) || !mayBeName(name) ? undefined : name
}

/** A name, a place or a code: no question, nothing that goes on with what was said, and no long text. */
function mayBeName(text: string): boolean {
  const words = text.split(/\s+/)
  return !text.endsWith('?') && words.length <= 8 && !(words.length > 1 && /^(?:and|or|but|no|not|what|how|i|then|now|also)\b/i.test(text))
}
