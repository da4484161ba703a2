import { isDate } from '../ranking/fit.ts'
import type { JsonSchema, PlannerTool } from '../tool.ts'

export function isId(name: string): boolean {
  return /^id$|Id$|_id$/.test(name)
}

/** What a person agreed to: `expectedPrice`. */
export function isAgreed(name: string): boolean {
  return /^(expected|agreed)/i.test(name)
}

/** A text that may say anything: a search, or what is to be kept. */
export function isFree(name: string, schema: JsonSchema): boolean {
  return (
    /^(q|query|text|search|keywords?|term|content|body|message|note)$/i.test(name) ||
    (typeof schema.maxLength === 'number' && schema.maxLength >= 1000)
  )
}

/** Whose something is: `username`. */
export function isPerson(name: string): boolean {
  return /user|owner|person|member|assignee|customer|author/i.test(name)
}

/** A place in a list, as programs count. */
export function isIndex(name: string): boolean {
  return /(^|_|[a-z](?=I))(idx|index)$/i.test(name)
}

/** The parameter that takes what a person wants to have kept: the one that may say anything, else the only text that is no name or code. */
export function findKeeping({ effect, parameters: { properties = {}, required = [] } }: PlannerTool): string | undefined {
  if (effect === 'read') return undefined
  const free = Object.keys(properties).find((name) => properties[name]!.type === 'string' && isFree(name, properties[name]!))
  if (free !== undefined) return free
  const texts = required.filter((name) => isText(name, properties[name] ?? {}))
  return texts.length === 1 ? texts[0] : undefined
}

const naming =
  /name|place|city|country|location|address|street|from|^to$|origin|destination|recipient|lang|locale|mail|phone|code|currency|ur[il]|link|token|key|type|status|state|kind|category|cuisine|unit|format|zone|cursor|page|version|colou?r|time/i

function isText(name: string, schema: JsonSchema): boolean {
  const isPlain = schema.type === 'string' && !schema.enum && !schema.format && !schema.pattern && !isDate(schema)
  return isPlain && !isId(name) && !isAgreed(name) && !isPerson(name) && !naming.test(name)
}
