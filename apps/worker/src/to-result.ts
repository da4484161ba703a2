import type { Action } from '@patchbay/plugin-kit'

/** Hosts read no more of an answer (`protocols.md` 2.1). */
const longestAnswer = 100_000

/** The JSON text of a result that keeps to the action's schema. One that does not is the plugin's bug. */
export function toActionResult(action: Pick<Action, 'name' | 'output'>, answer: unknown): string {
  const parsed = action.output.safeParse(answer)
  if (!parsed.success) throw new Error(`${action.name} gave a result that is not of its output schema`, { cause: parsed.error })
  return limit(JSON.stringify(parsed.data))
}

/** Nobody outside sees the result of a plugin's own job. */
export function toJobResult(answer: unknown): string {
  return limit(JSON.stringify(answer ?? null))
}

function limit(text: string): string {
  if (text.length < longestAnswer) return text
  throw new Error(`a result of ${text.length} characters; hosts read less than ${longestAnswer}. Answer in parts.`)
}
