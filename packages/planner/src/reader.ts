import { createCommands, type Commands } from './command.ts'
import { learnCues } from './slots/cues.ts'
import { fillSlots, type Filled, type FillOptions } from './slots/fill.ts'
import { createSpelling, type Spelling } from './text/spelling.ts'
import { splitName } from './text/words.ts'
import { createVocabulary, toThings, type Vocabulary } from './vocabulary.ts'
import type { PlannerTool } from './tool.ts'

/** What reads sentences with the words of all tools. */
export interface Reader extends Vocabulary {
  mend: Spelling
  /** What has an id among the parameters of all tools: `quote` for `quoteId`. */
  things: ReadonlySet<string>
  isCommand: Commands
  fill(tool: PlannerTool, said: Omit<FillOptions, 'tool' | 'cues' | 'things'>): Filled
}

export function createReader(tools: readonly PlannerTool[]): Reader {
  const cues = new Map(tools.map((tool) => [tool, learnCues(tool)]))
  const things = toThings(tools)
  const texts = tools.flatMap(({ name, description, examples }) => [splitName(name), description, ...examples.map(({ say }) => say)])
  return {
    ...createVocabulary(tools),
    things,
    mend: createSpelling(texts),
    isCommand: createCommands(tools),
    fill: (tool, said) => fillSlots({ ...said, tool, cues: cues.get(tool) ?? learnCues(tool), things }),
  }
}
