import { toThing } from './missing.ts'
import { isId } from './slots/kinds.ts'
import { toConcepts } from './text/concepts.ts'
import { splitName, toStems } from './text/words.ts'
import type { PlannerTool } from './tool.ts'

/** `offer` where a parameter is called `offerId`, `booking` where `getBooking` takes an `id`. */
export function toThings(tools: readonly PlannerTool[]): Set<string> {
  const names = tools.flatMap(({ name: tool, parameters }) => {
    const ids = Object.keys(parameters.properties ?? {}).filter(isId)
    return ids.map((name) => (name === 'id' ? toThing(tool) : name))
  })
  return new Set(names.flatMap((name) => toStems(splitName(name.replace(/_?id$/i, '')))))
}

/** Which words the plugins speak. */
export interface Vocabulary {
  /** Whether words of a text are those of other plugins, and none of this one. */
  isElsewhere(plugin: string, text: string): boolean
  /** Whether any plugin speaks of what a text is about. Names are no matter of this, nor words with which one asks. */
  isKnown(marked: string): boolean
}

export function createVocabulary(tools: readonly PlannerTool[]): Vocabulary {
  const words = ({ name, plugin, description, examples, parameters }: PlannerTool) =>
    toStems([splitName(name), plugin, description, ...examples.map(({ say }) => say), JSON.stringify(parameters)].join(' '))
  const vocabularies = Map.groupBy(tools, ({ plugin }) => plugin)
  const known = new Map([...vocabularies].map(([plugin, own]) => [plugin, new Set(own.flatMap(words))] as const))
  const isWord = (stem: string) => [...known.values()].some((vocabulary) => vocabulary.has(stem))
  return {
    isElsewhere(plugin, text) {
      const foreign = toStems(text.replaceAll(/#\w+/g, ' ')).filter((stem) => !known.get(plugin)?.has(stem))
      return foreign.some(isWord)
    },
    isKnown: (marked) =>
      toStems(marked.replaceAll(/#\w+|(?<=\S\s+)\p{Lu}\S*/gu, ' ')).some(
        (stem) => !asking.has(stem) && (isWord(stem) || toConcepts(stem).length > 0),
      ),
  }
}

const asking = new Set(toStems('what how when where which who why much many long include does'))
