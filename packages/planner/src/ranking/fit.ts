import type { Entities } from '../text/entities.ts'
import type { JsonSchema, PlannerTool } from '../tool.ts'

/** What a tool takes, as far as it can be told from a sentence. */
export interface Takes {
  date: boolean
  money: boolean
  id: boolean
  /** It needs the id of something, so it is for things that are there already. */
  needsId: boolean
}

export function toTakes({ parameters }: PlannerTool): Takes {
  const properties = Object.entries(parameters.properties ?? {})
  const isId = (name: string) => /^id$|Id$|_id$/.test(name)
  return {
    date: properties.some(([, schema]) => isDate(schema)),
    money: properties.some(([name]) => /price|total|amount|cost|tip|budget/i.test(name)),
    id: properties.some(([name]) => isId(name)),
    needsId: (parameters.required ?? []).some(isId),
  }
}

export function isDate(schema: JsonSchema): boolean {
  if (schema.format === 'date' || schema.format === 'date-time') return true
  return (
    [schema, ...(schema.anyOf ?? [])].some(({ pattern }) => pattern?.includes('T(') === true) ||
    /local time|date/i.test(schema.description ?? '')
  )
}

/** Between -1 and 1: whether a tool has a place for what stands in the sentence. */
export function toFit({ date, money, id, needsId }: Takes, { dates, numbers, ids, ordinal }: Entities): number {
  let fit = 0
  if (dates.length > 0) fit += date ? 0.4 : -0.2
  if (numbers.some(({ currency }) => currency)) fit += money ? 0.2 : -0.1
  if (ids.length > 0) fit += id ? 0.4 : -0.4
  if (ordinal !== undefined && !needsId) fit -= 0.3
  return fit
}
