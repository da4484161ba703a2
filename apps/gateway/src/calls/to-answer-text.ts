import type { Action } from '@patchbay/plugin-kit'

/** Hosts read no more of an answer (`protocols.md` 2.1). */
const longestAnswer = 100_000

/** The JSON text of an answer that keeps to the action's schema. One that does not is the plugin's bug, and stays here. */
export function toAnswerText(action: Pick<Action, 'name' | 'output'>, answer: unknown): string {
  const parsed = action.output.safeParse(answer)
  if (!parsed.success) throw new Error(`${action.name} gave an answer that is not of its output schema`, { cause: parsed.error })
  const text = JSON.stringify(parsed.data)
  if (text.length >= longestAnswer)
    throw new Error(`${action.name} gave an answer of ${text.length} characters; hosts read ${longestAnswer}`)
  return text
}
