import type { PlannerTool, Turn } from './tool.ts'

/** What is looked at of documents and answers that anybody may have written. Usual ones stay far below. */
const most = { tools: 300, examples: 12, turns: 10, characters: 600, keys: 60, entries: 200, depth: 8 }

/** Tools without what would only cost time: a planner is made anew for each message. */
export function boundTools(tools: readonly PlannerTool[]): PlannerTool[] {
  return tools.slice(0, most.tools).map((tool) => ({
    ...tool,
    description: tool.description.slice(0, most.characters),
    examples: tool.examples.slice(0, most.examples).map(({ say, input }) => ({ say: say.slice(0, most.characters), input: bound(input) })),
    parameters: bound(tool.parameters) as PlannerTool['parameters'],
  }))
}

/** The newest turns, with the begin of what is long. */
export function boundTurns(turns: readonly Turn[]): Turn[] {
  return turns.slice(-most.turns).map((turn) => ({ ...turn, result: bound(turn.result) }))
}

/** Whether nothing of a text was left out, here or by who gave it. */
export function isWhole(text: string): boolean {
  return text.length < most.characters && !/(?:…|\.\.\.)\s*$/.test(text)
}

function bound(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.slice(0, most.characters)
  if (typeof value !== 'object' || value === null) return value
  if (depth > most.depth) return undefined
  if (Array.isArray(value)) return value.slice(0, most.entries).map((entry) => bound(entry, depth + 1))
  const entries = Object.entries(value).slice(0, most.keys)
  return Object.fromEntries(entries.map(([name, child]) => [name, bound(child, depth + 1)]))
}
