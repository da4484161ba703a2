import type { Call } from '@patchbay/console/api'

/** What an argument such as `id` stands for, in the words of an earlier answer. */
export interface Meant {
  argument: string
  text: string
}

type Values = Readonly<Record<string, unknown>>

/** An id says nothing to a person: what the same plugin answered of these things before, the newest first. */
export function findMeant(values: Values, pluginId: string, calls: readonly Call[]): Meant[] {
  const answers = calls.filter((call) => call.pluginId === pluginId).map(readAnswer)
  return findIds(values).flatMap(({ argument, id }) => {
    for (const answer of answers.toReversed()) {
      const text = describe(findThing(answer, argument, id))
      if (text) return [{ argument, text }]
    }
    return []
  })
}

function findIds(value: unknown, argument = ''): { argument: string; id: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((entry) => findIds(entry, argument))
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, child]) => findIds(child, name))
  return /^id$|Id$|_id$/.test(argument) && (typeof value === 'string' || typeof value === 'number') ? [{ argument, id: value }] : []
}

function findThing(value: unknown, argument: string, id: unknown): Values | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const thing = value as Values
  if (thing['id'] === id || thing[argument] === id) return thing
  for (const child of Object.values(value)) {
    const found = findThing(child, argument, id)
    if (found) return found
  }
  return undefined
}

/** The first texts of a thing, without ids, addresses and times. */
function describe(thing: Values | undefined): string {
  const texts = Object.entries(thing ?? {}).flatMap(([name, value]) => {
    const shown = toText(value)
    const isTelling = typeof shown === 'string' && shown.trim() !== '' && !/^id$|Id$|_id$|url|cursor/.test(name)
    return isTelling && !/^https?:|^\d{4}-\d\d-\d\dT/.test(shown) ? [shown.length > 160 ? `${shown.slice(0, 160)}…` : shown] : []
  })
  return [...new Set(texts)].slice(0, 6).join(' · ')
}

/** `€120.00` of a price, `BER → LIS` of a journey. */
function toText(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.every((entry) => typeof entry === 'string') ? value.join(', ') : undefined
  const { text, name, from, to } = value as Values
  return typeof from === 'string' && typeof to === 'string' ? `${from} → ${to}` : (text ?? name)
}

function readAnswer({ job, response }: Call): unknown {
  try {
    return JSON.parse(job?.result ?? response?.body ?? '')
  } catch {
    return undefined
  }
}
