import { findEntities } from '../text/entities.ts'
import { splitName, toStems, toWords } from '../text/words.ts'
import type { JsonSchema, PlannerTool } from '../tool.ts'

/** What the examples of a tool teach about one of its parameters. */
export interface Cues {
  /** Words that stand before its text: `from Paris`. */
  before: Set<string>
  /** Stems that mean a value without naming it: `cheapest` is `price`. */
  values: Map<string, unknown>
  /** Stems around its numbers: `two people`. */
  around: Set<string>
  /** Texts it had. */
  known: Set<string>
}

const prepositions = new Set('from to in near around at for with under below about by called named of on into towards'.split(' '))

/** Words that often stand before a parameter of this name, in any plugin. */
const usual: readonly [RegExp, string][] = [
  [/^(from|origin|source|departure)/i, 'from von ab'],
  [/^(to|destination|arrival|target)$/i, 'to nach'],
  [/(place|location|city|near|area|where|district|town)/i, 'in near around at to'],
  [/(name|title|label|person|recipient)/i, 'called named to for'],
]

const isPeople = /passengers|people|guests|persons|travell?ers|adults|seats/i

export function learnCues(tool: PlannerTool): Map<string, Cues> {
  return new Map(Object.entries(tool.parameters.properties ?? {}).map(([name, schema]) => [name, learn(name, schema, tool)]))
}

function learn(name: string, schema: JsonSchema, tool: PlannerTool): Cues {
  const before = new Set(usual.flatMap(([pattern, words]) => (pattern.test(name) ? words.split(' ') : [])))
  const counted = isPeople.test(name) ? 'adults persons people passengers travellers guests seats' : ''
  const around = new Set(toStems(`${name.replaceAll(/([A-Z])/g, ' $1')} ${counted}`))
  const cues: Cues = { before, values: new Map(), around, known: new Set() }
  if (/stops/i.test(name)) for (const stem of toStems('direct nonstop')) cues.values.set(stem, 0)
  const examples = tool.examples.map(({ say, input }) => ({ say, value: (input as Record<string, unknown> | undefined)?.[name], input }))
  for (const { say, value } of examples) {
    if (typeof value === 'string') learnText(say, value, cues)
    if (typeof value === 'number') learnNumber(say, value, cues)
  }
  if (schema.enum ?? schema.type !== 'string') learnValues(examples, { ...schema, title: name }, cues)
  return cues
}

function learnText(say: string, value: string, { before, known }: Cues): void {
  known.add(value.toLowerCase())
  const at = say.toLowerCase().indexOf(value.toLowerCase())
  const word = at > 0 ? toWords(say.slice(0, at)).at(-1) : undefined
  // `Greet Grace`: the verb stands before the name.
  const isVerb = word !== undefined && toWords(say)[0] === word && /^\p{Lu}/u.test(value) && at <= word.length + 1
  if (word !== undefined && (isVerb || prepositions.has(word))) before.add(word)
}

const numberNames = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

function learnNumber(say: string, value: number, { around }: Cues): void {
  const words = toWords(say)
  const at = words.findIndex((word) => word === String(value) || word === numberNames[value])
  if (at === -1) return
  for (const word of [words[at - 2], words[at - 1], words[at + 1], words[at + 2]])
    for (const stem of word ? toStems(word) : []) around.add(stem)
}

/** Without names, numbers and what says where and when: those are values of their own. */
function toTellingStems(say: string): Set<string> {
  const plain = findEntities(say, new Date(2027, 0, 6))
    .marked.replaceAll(/(?<!^)\b\p{Lu}[\p{L}-]*/gu, ' ')
    .replaceAll(/#\w+/g, ' ')
  return new Set(toStems(plain).filter((stem) => !numberNames.includes(stem) && !byTime.has(stem)))
}

const byTime = new Set(
  toStems(
    'trip leaving leave coming back return must soon next march april may june family people adult adults place places way show me find give first last both',
  ),
)

interface Lesson {
  say: string
  value: unknown
  /** All arguments of the example. */
  input: unknown
}

/**
 * A word that stands in every example with a value and in none without it means this value. A single example teaches only superlatives
 * and words with which the parameter is described: the others are what that sentence happens to be about.
 */
function learnValues(examples: readonly Lesson[], schema: JsonSchema, { values }: Cues): void {
  const described = new Set(toStems(`${splitName(String(schema['title']))} ${schema.description ?? ''}`))
  const lessons = examples.map(({ say, value, input }) => ({
    stems: toTellingStems(say),
    value,
    said: new Set(toStems(toTexts(input).join(' '))),
  }))
  for (const { stems: own, value, said } of lessons) {
    if (value === undefined || value === schema.default || typeof value === 'object') continue
    const isNamed = (stem: string) => stem === String(value) || (typeof value === 'number' && stem === numberNames[value])
    if ([...own].some(isNamed)) continue
    for (const stem of own) {
      const same = lessons.filter((other) => other.stems.has(stem))
      const isTelling = same.length > 1 || described.has(stem) || stem.endsWith('est')
      if (isTelling && !said.has(stem) && same.every((other) => other.value === value)) values.set(stem, value)
    }
  }
}

function toTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(toTexts) : []
}
