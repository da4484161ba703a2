import type { FoundText } from '../text/entities.ts'
import { toConcepts } from '../text/concepts.ts'
import { splitName, toPlurals, toStems, toWords } from '../text/words.ts'
import type { PlannerTool, Turn } from '../tool.ts'

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
  tool: PlannerTool
  /** What has an id among the parameters of all tools: `quote` for `quoteId`. */
  things: ReadonlySet<string>
  sentence: string
  /** What of the sentence other parameters take. */
  said: string
  ordinal: number | undefined
  ids: readonly FoundText[]
  /** Of the same plugin. */
  turns: readonly Turn[]
}

/**
 * Which thing a sentence means: by its id, its place in the last list, what it is called, or because there is but one. A sentence that
 * names something means no other, even where there is but one.
 */
export function resolveReference(question: Question): Reference | undefined {
  const { sentence, ordinal, ids } = question
  const nouns = toNouns(question)
  const lists = findLists(question, nouns)
  const known = lists.flat()
  const literal = known.find(({ id }) => id.length > 3 && !/^[a-z]+$/i.test(id) && sentence.includes(id))
  if (literal) return literal
  const [given] = ids
  if (given) return known.find(({ id }) => id === given.text) ?? { id: given.text, item: {}, turn: undefined, isOnly: false }
  const [newest] = lists
  if (!newest) return undefined
  if (ordinal !== undefined) return (lists.find((items) => items.length > 1) ?? newest).at(ordinal)
  const [first] = newest
  const only = newest.every(({ id }) => id === first?.id) ? first : undefined
  const isPointed = isPointing(sentence) || isDefinite(sentence, nouns, 'this|that')
  if (only && isPointed) return only
  const naming = toNaming(question, nouns)
  const meant = findExtreme(sentence, newest) ?? lists.map((items) => findNamed(naming, items)).find(Boolean)
  if (meant || !only) return meant
  const isSeveral = toPlurals(sentence).some((stem) => nouns.includes(stem))
  if (isSeveral || (naming.size > 0 && !isDefinite(sentence, nouns, 'the|my|our|this|that'))) return undefined
  return { ...only, isOnly: true }
}

/** What the thing is called: `booking` for the `id` of `cancelBooking`, `offer` for `offerId`. */
function toNouns({ name, tool }: Question): string[] {
  return toStems(name === 'id' ? splitName(tool.name).replace(/^\S+\s*/, '') : splitName(name.replace(/_?id$/i, '')))
}

/** The words by which a sentence tells one thing from others: not what is done with it, nor what such a thing is called. */
function toNaming({ tool, sentence, said }: Question, nouns: readonly string[]): Set<string> {
  const examples = tool.effect === 'read' ? tool.examples.map(({ say }) => say) : []
  const common = new Set(toStems([splitName(tool.name), tool.plugin, tool.description, ...examples, said, idle].join(' ')))
  const words = toWords(sentence.replaceAll(/#\w+/g, ' ')).filter((word) => toConcepts(word).length === 0)
  return new Set(words.flatMap(toStems).filter((stem) => !common.has(stem) && !nouns.includes(stem)))
}

const idle =
  'my your our one thing things that please thank thanks more about all now again today still yet already go ahead fine great good perfect right sound look agree let alright'

/** `The booking`, with nothing that says which. */
function isDefinite(sentence: string, nouns: readonly string[], determiners: string): boolean {
  const found = [
    ...sentence.matchAll(
      new RegExp(
        `\\b(?:${determiners})\\s+(\\p{L}+)(?:\\s+(about|with|of|called|named|titled|from|where|that|which|saying|on)\\b)?`,
        'giu',
      ),
    ),
  ]
  return found.some(([, noun = '', qualifier]) => qualifier === undefined && toStems(noun).some((stem) => nouns.includes(stem)))
}

/** The things of each answer that has some with such an id, the newest first; without those that are gone. */
function findLists({ name, turns, things }: Question, nouns: readonly string[]): Reference[][] {
  const gone = new Set<string>()
  const lists: Reference[][] = []
  for (const isStrict of name === 'id' ? [true, false] : [true]) {
    for (const turn of turns.toReversed()) {
      // `quoteOrder` answers a quote, where something takes a `quoteId`; `placeOrder` an order.
      const [verb = '', ...rest] = splitName(turn.tool).split(' ')
      if (toConcepts(verb).includes('@delete') && typeof turn.input['id'] === 'string') gone.add(turn.input['id'])
      const made = toStems(verb).some((stem) => things.has(stem)) ? verb : undefined
      const toKinds = (key: string) => toStems(key === '' ? (made ?? rest.join(' ')) : splitName(key))
      const isCalledSo = (key: string) => toKinds(key).some((stem) => nouns.includes(stem))
      const mayBe = (key: string) => isCalledSo(key) || !toKinds(key).some((stem) => things.has(stem))
      const found = collect(turn.result, name, isStrict && nouns.length > 0 ? isCalledSo : mayBe).filter(({ id }) => !gone.has(id))
      if (found.length > 0) lists.push(found.map((each) => ({ ...each, turn, isOnly: false })))
    }
    if (lists.length > 0) break
  }
  return lists
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

/** The newest that is known of a thing. */
export function findItem(turns: readonly Turn[], id: string): Item['item'] | undefined {
  const lists = turns.toReversed().map(({ result }) => collect(result, 'id', () => true))
  return lists.flat().find((each) => each.id === id)?.item
}

function findExtreme(sentence: string, items: readonly Reference[]): Reference | undefined {
  const [pattern, toNumber] =
    [
      [/\b(cheap(est)?|lowest price)\b/i, (item: Reference['item']) => toAmount(item.price ?? item.total)] as const,
      [/\b(fast(est)?|shortest|quick(est)?)\b/i, (item: Reference['item']) => toMinutes(item)] as const,
    ].find(([words]) => words.test(sentence)) ?? []
  if (!pattern || !toNumber) return undefined
  const numbered = items.filter(({ item }) => Number.isFinite(toNumber(item)))
  return numbered.toSorted((left, right) => toNumber(left.item) - toNumber(right.item))[0]
}

/** Of a thing, or of its parts together: there and back. */
function toMinutes(item: Reference['item']): number {
  const own = item['minutes'] ?? item['durationMinutes'] ?? item['duration']
  if (typeof own === 'number') return own
  const parts = Object.values(item).filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  const minutes = parts.map((part) => toMinutes(part as Reference['item'])).filter(Number.isFinite)
  return minutes.length > 0 ? minutes.reduce((sum, each) => sum + each) : Number.NaN
}

function toAmount(value: unknown): number {
  if (typeof value === 'object' && value !== null) return Number((value as { amount?: unknown }).amount)
  return typeof value === 'number' ? value : Number.NaN
}

/** The one thing whose texts share most with the words that name it. */
function findNamed(naming: ReadonlySet<string>, items: readonly Reference[]): Reference | undefined {
  const scored = items.map((reference) => ({
    reference,
    score: new Set(toStems(toTexts(reference.item).join(' ')).filter((stem) => naming.has(stem))).size,
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
  return /\b(?:it|its|itself)\b|\b(?:this|that)(?: one)?\s*(?:$|[,.;!?]|(?:for|to|with|please|and|now|from|again|as|by|at|on)\b)/i.test(
    sentence,
  )
}
