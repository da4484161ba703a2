import type { FoundText } from '../text/entities.ts'
import { splitName, toPlurals, toStems } from '../text/words.ts'
import type { Turn } from '../tool.ts'

/** A thing of an earlier answer. */
export interface Reference {
  id: string
  item: Readonly<Record<string, unknown>>
  /** The answer it stands in; none for an id that was only said. */
  turn: Turn | undefined
  /** It was not said which one: it is meant because there is no other. */
  isOnly: boolean
}

export interface Question {
  /** The parameter: `id`, `offerId`. */
  name: string
  tool: string
  /** What has an id among the parameters of all tools: `quote` for `quoteId`. */
  things: ReadonlySet<string>
  sentence: string
  ordinal: number | undefined
  ids: readonly FoundText[]
  /** Of the same plugin. */
  turns: readonly Turn[]
}

/** Which thing a sentence means: by its id, its place in the last list, what it is called, or because there is but one. */
export function resolveReference(question: Question): Reference | undefined {
  const [given] = question.ids
  const nouns = toNouns(question)
  const items = findItems(question, nouns)
  if (given) return items.find(({ id }) => id === given.text) ?? { id: given.text, item: {}, turn: undefined, isOnly: false }
  if (items.length === 0) return undefined
  if (question.ordinal !== undefined) return items.at(question.ordinal)
  const { sentence } = question
  const meant = findExtreme(sentence, items) ?? findNamed(sentence, items)
  if (meant || items.length > 1) return meant
  const isSeveral = toPlurals(sentence).some((stem) => nouns.includes(stem))
  return isSeveral ? undefined : { ...items[0]!, isOnly: !isPointing(sentence) }
}

/** What the thing is called: `booking` for the `id` of `cancelBooking`, `offer` for `offerId`. */
function toNouns({ name, tool }: Question): string[] {
  return toStems(name === 'id' ? splitName(tool).replace(/^\S+\s*/, '') : splitName(name.replace(/_?id$/i, '')))
}

/** The things of the newest answer that has some with such an id. */
function findItems({ name, turns, things }: Question, nouns: readonly string[]): Reference[] {
  for (const isStrict of [true, false]) {
    for (const turn of turns.toReversed()) {
      // `quoteOrder` answers a quote, where something takes a `quoteId`; `placeOrder` an order.
      const [verb = '', ...rest] = splitName(turn.tool).split(' ')
      const made = toStems(verb).some((stem) => things.has(stem)) ? verb : undefined
      const isCalledSo = (key: string) =>
        toStems(key === '' ? (made ?? rest.join(' ')) : splitName(key)).some((stem) => nouns.includes(stem))
      const mayBe = (key: string) => !(key === '' && made)
      const found = collect(turn.result, name, isStrict && nouns.length > 0 ? isCalledSo : mayBe)
      if (found.length > 0) return found.map((each) => ({ ...each, turn, isOnly: false }))
    }
    if (name !== 'id') break
  }
  return []
}

type Item = Pick<Reference, 'id' | 'item'>

/** Objects that carry the id, with the name of the list they stand in. */
function collect(value: unknown, name: string, fits: (key: string) => boolean, key = ''): Item[] {
  if (Array.isArray(value)) return value.flatMap((entry) => collect(entry, name, fits, key))
  if (typeof value !== 'object' || value === null) return []
  const item = value as Record<string, unknown>
  const id = (name === 'id' ? undefined : item[name]) ?? (fits(key) ? item.id : undefined)
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

/** It speaks of something that was there before. */
export function isPointing(sentence: string): boolean {
  return /\b(it|its|that one|this one|this|that)\b/i.test(sentence)
}
