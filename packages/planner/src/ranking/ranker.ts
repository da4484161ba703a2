import { findEntities, type Entities } from '../text/entities.ts'
import { splitName } from '../text/words.ts'
import type { PlannerTool } from '../tool.ts'
import { toFit, toTakes } from './fit.ts'
import { normalize, toFeatures, toLikeness, type Features } from './features.ts'

/** How well each tool fits a sentence, in the order of the tools; all sum up to 1. */
export type Ranker = (entities: Entities) => number[]

/** How much each way of looking counts. Found by trying on sentences that are not in the evaluation. */
const weights = { example: 1, description: 4, center: 4, fit: 0.5, once: 0.2, concept: 3, name: 1.5 }

/** Learns from names, descriptions and examples what sentences mean which tool. */
export function createRanker(tools: readonly PlannerTool[], now: Date): Ranker {
  const abouts = tools.map(toAbout)
  const examples = tools.map((tool) => tool.examples.map(({ say }) => toFeatures(findEntities(say, now).marked)))
  const telling = createTelling(tools.map((_, tool) => ({ about: abouts[tool]!, examples: examples[tool]! })))
  const about = abouts.map((features) => normalize(features, telling))
  const known = examples.map((list) => list.map((features) => normalize(features, telling)))
  const center = known.map((list, tool) => normalize(toCenter([...list, about[tool]!]), () => 1))
  const takes = tools.map(toTakes)
  return (entities) => {
    const features = normalize(toFeatures(entities.marked), telling)
    const scores = tools.map((_, tool) => {
      const nearest = known[tool]!.map((example) => toLikeness(features, example)).toSorted((left, right) => right - left)
      const example = ((nearest[0] ?? 0) * 2 + (nearest[1] ?? 0)) / 3
      return (
        weights.example * example +
        weights.description * toLikeness(features, about[tool]!) +
        weights.center * toLikeness(features, center[tool]!) +
        weights.fit * toFit(takes[tool]!, entities)
      )
    })
    return toShares(scores)
  }
}

/** What a tool says of itself; its name counts more, and what its description begins with is what it does. */
function toAbout({ name, plugin, description }: PlannerTool): Features {
  const features = toFeatures(`${plugin} ${toPositive(description)}`)
  for (const [feature, weight] of toFeatures(splitName(name))) features.set(feature, weight * weights.name)
  for (const [feature, weight] of toFeatures(description)) if (feature.startsWith('!')) features.set(feature, weight)
  return features
}

function toCenter(list: readonly Features[]): Features {
  const center: Features = new Map()
  for (const features of list) for (const [name, weight] of features) center.set(name, (center.get(name) ?? 0) + weight)
  return center
}

/** Descriptions also say what a tool is not for: `For one dish by name use searchDishes.` */
function toPositive(description: string): string {
  return description
    .split(/(?<=[.;:])\s+/)
    .filter((sentence) => !/\b(use|not for|never|instead|call|read it before|details are)\b/i.test(sentence))
    .join(' ')
}

/**
 * How much a feature tells: the fewer tools share it, the more. A word of a single example tells little: it is what that sentence
 * happens to be about.
 */
function createTelling(tools: readonly { about: Features; examples: readonly Features[] }[]): (name: string) => number {
  const sharing = new Map<string, number>()
  const seen = new Map<string, number>()
  for (const { about, examples } of tools) {
    const names = new Set([...about.keys(), ...examples.flatMap((example) => [...example.keys()])])
    for (const name of names) sharing.set(name, (sharing.get(name) ?? 0) + 1)
    for (const name of about.keys()) seen.set(name, (seen.get(name) ?? 0) + 2)
    for (const example of examples) for (const name of example.keys()) seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  return (name) => {
    const count = seen.get(name) ?? 0
    const share = Math.log(1 + tools.length / (sharing.get(name) ?? tools.length))
    return share * (count <= 1 ? weights.once : name.startsWith('@') ? weights.concept : 1)
  }
}

function toShares(scores: readonly number[]): number[] {
  const powers = scores.map((score) => Math.exp(score * 1.5))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
