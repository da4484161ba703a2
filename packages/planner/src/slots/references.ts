import type { FoundText } from '../text/entities.ts'
import { splitName, toStems } from '../text/words.ts'
import type { Turn } from '../tool.ts'

/** A thing of an earlier answer. */
export interface Reference {
  id: string
  item: Readonly<Record<string, unknown>>
}

interface Question {
  /** The parameter: `id`, `offerId`. */
  name: string
  tool: string
  sentence: string
  ordinal: number | undefined
  ids: readonly FoundText[]
  turns: readonly Turn[]
}

/** Which thing a sentence means: by its id, its place in the last list, what it is called, or because there is but one. */
export function resolveReference(question: Question): Reference | undefined {
  const [given] = question.ids
  const items = findItems(question)
  if (given) return items.find(({ id }) => id === given.text) ?? { id: given.text, item: {} }
  if (items.length === 0) return undefined
  if (question.ordinal !== undefined) return items.at(question.ordinal)
  return (
    findExtreme(question.sentence, items) ??
    findNamed(question.sentence, items) ??
    (items.length === 1 || isPointing(question.sentence) ? items[0] : undefined)
  )
}

/** The things of the newest answer that has some with such an id. */
function findItems({ name, tool, turns }: Question): Reference[] {
  const noun = name === 'id' ? toStems(splitName(tool)).slice(1) : toStems(splitName(name.replace(/_?id$/i, '')))
  const newest = turns.toReversed()
  for (const isStrict of [true, false]) {
    for (const turn of newest) {
      const found = collect(
        turn.result,
        name,
        (key) =>
          !isStrict || noun.length === 0 || toStems(splitName(`${key} ${key === '' ? turn.tool : ''}`)).some((stem) => noun.includes(stem)),
      )
      if (found.length > 0) return found
    }
    if (name !== 'id') break
  }
  return []
}

/** Objects that carry the id, with the name of the list they stand in. */
function collect(value: unknown, name: string, fits: (key: string) => boolean, key = ''): Reference[] {
  if (Array.isArray(value)) return value.flatMap((entry) => collect(entry, name, fits, key))
  if (typeof value !== 'object' || value === null) return []
  const item = value as Record<string, unknown>
  const id = item[name] ?? (fits(key) ? item.id : undefined)
  const own = typeof id === 'string' || typeof id === 'number' ? [{ id: String(id), item }] : []
  if (own.length > 0) return own
  return Object.entries(item).flatMap(([inner, child]) => collect(child, name, fits, inner))
}

function findExtreme(sentence: string, items: readonly Reference[]): Reference | undefined {
  const [pattern, toNumber] =
    [
      [/\b(cheap(est)?|lowest price)\b/i, (item: Reference['item']) => toAmount(item.price ?? item.total)] as const,
      [
        /\b(fast(est)?|shortest|quick(est)?)\b/i,
        (item: Reference['item']) => toAmount(item.minutes ?? item.duration ?? item.durationMinutes),
      ] as const,
    ].find(([words]) => words.test(sentence)) ?? []
  if (!pattern || !toNumber) return undefined
  const numbered = items.filter(({ item }) => Number.isFinite(toNumber(item)))
  return numbered.toSorted((left, right) => toNumber(left.item) - toNumber(right.item))[0]
}

function toAmount(value: unknown): number {
  if (typeof value === 'object' && value !== null) return Number((value as { amount?: unknown }).amount)
  return typeof value === 'number' ? value : Number.NaN
}

/** The one thing whose texts share most with the sentence. */
function findNamed(sentence: string, items: readonly Reference[]): Reference | undefined {
  const stems = new Set(toStems(sentence))
  const scored = items.map((reference) => ({
    reference,
    score: new Set(toStems(toTexts(reference.item).join(' ')).filter((stem) => stems.has(stem))).size,
  }))
  const [best, next] = scored.toSorted((left, right) => right.score - left.score)
  return best && best.score > 0 && best.score > (next?.score ?? 0) ? best.reference : undefined
}

function toTexts(value: unknown): string[] {
  if (typeof value === 'string') return value.length < 200 && !value.startsWith('http') ? [value] : []
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(toTexts)
  return []
}

function isPointing(sentence: string): boolean {
  return /\b(it|that|this|its)\b/i.test(sentence)
}
