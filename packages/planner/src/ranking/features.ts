import { toConcepts } from '../text/concepts.ts'
import { toStems } from '../text/words.ts'

/** Asked, not told: `can I still cancel it?` does not cancel. */
const question = /^(what|which|who|when|where|how|is|are|was|were|do|does|did|can i|could i|has|have|any)\b|\?$/i

/** What a text is about, as names with weights. */
export type Features = Map<string, number>

/** Stems, pairs of them, and concepts; each counted once, so that long texts do not win by length. */
export function toFeatures(marked: string): Features {
  const stems = toStems(marked)
  const features: Features = new Map()
  for (const stem of stems) features.set(stem, 1)
  for (let index = 1; index < stems.length; index++) features.set(`${stems[index - 1]} ${stems[index]}`, 0.6)
  for (const concept of toConcepts(marked)) features.set(concept, 0.7)
  if (question.test(marked.trim())) features.set('?', 0.5)
  return features
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
