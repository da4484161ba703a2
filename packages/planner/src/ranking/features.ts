import { toConcepts } from '../text/concepts.ts'
import { toPlurals, toStems, toWords } from '../text/words.ts'

/** Asked, not told: `can I still cancel it?` does not cancel. */
const question = /^(what|which|who|when|where|how|is|are|was|were|do|does|did|can i|could i|has|have|any)\b|\?$/i

const questionWord = /^(?:and |so |ok,? )?(what|which|who|when|where|how much|how many|how|is|are|did|do|does|has|have|can i|will)\b/i

/** What a text is about, as names with weights. */
export type Features = Map<string, number>

/** How much each kind of feature counts beside a single word. */
const weights = { pair: 0.6, concept: 0.7, plural: 0.5, question: 0.5, head: 0.8, headConcept: 1 }

/** What people say before the word that tells what to do. */
const opening =
  /^(?:(?:please|ok(?:ay)?|yes|yeah|no|now|then|and|so|hey|hi|hello|well|just|also|sure|great|perfect|fine|right|actually|maybe|can you|could you|would you|will you|can i|could i|may i|i want (?:you )?to|i'd like to|i would like to|i need to|i have to|i'll|i will|let me|let's|let us|help me(?: to)?|want to)\b[,.!\s]*)+/i

/** Stems, pairs of them, and concepts; each counted once, so that long texts do not win by length. */
export function toFeatures(marked: string): Features {
  const stems = toStems(marked)
  const features: Features = new Map()
  for (const stem of stems) features.set(stem, 1)
  for (let index = 1; index < stems.length; index++) features.set(`${stems[index - 1]} ${stems[index]}`, weights.pair)
  for (const concept of toConcepts(marked)) features.set(concept, weights.concept)
  for (const stem of toPlurals(marked)) features.set(`${stem}+s`, weights.plural)
  const text = marked.trim()
  for (const [name, weight] of question.test(text) ? toAsked(text) : toTold(text)) features.set(name, weight)
  return features
}

/** How it is asked: `?when`. */
function toAsked(text: string): [string, number][] {
  const word = questionWord.exec(text)?.[1]?.toLowerCase()
  return [['?', weights.question], ...(word ? [[`?${word}`, weights.question] as [string, number]] : [])]
}

/** The word that says what to do: `!book` of `please book it`. */
function toTold(text: string): [string, number][] {
  const head = toHead(text)
  return [
    ...toStems(head).map((stem): [string, number] => [`!${stem}`, weights.head]),
    ...toConcepts(head).map((concept): [string, number] => [`!${concept}`, weights.headConcept]),
  ]
}

/** The word that tells what to do: `book` of `please book it`. */
export function toHead(text: string): string {
  return toWords(text.trim().replace(opening, ''))[0] ?? ''
}

/** Makes the length 1, with telling features weighing more. */
export function normalize(features: Features, telling: (name: string) => number): Features {
  const weighted = [...features].map(([name, weight]) => [name, weight * telling(name)] as const)
  const length = Math.sqrt(weighted.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
  return new Map(weighted.map(([name, weight]) => [name, weight / length]))
}

/** The cosine of two normalized texts: 1 for the same, 0 for nothing in common. */
export function toLikeness(left: Features, right: Features): number {
  const [small, large] = left.size < right.size ? [left, right] : [right, left]
  let sum = 0
  for (const [name, weight] of small) sum += weight * (large.get(name) ?? 0)
  return sum
}
