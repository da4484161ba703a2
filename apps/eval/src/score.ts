import type { Guess } from './guess.ts'
import type { Sentence } from './load-tools.ts'

export interface Score {
  sentences: number
  /** How often the first guess was the action, and one of the first three. */
  first: number
  inThree: number
  /** Of the sentences that expect arguments: how often all of them were right. */
  inputs: { right: number; of: number }
  byAction: Map<string, { right: number; of: number }>
  confusions: { say: string; expected: string; got: string }[]
}

export async function toScore(sentences: readonly Sentence[], guess: Guess): Promise<Score> {
  const score: Score = { sentences: 0, first: 0, inThree: 0, inputs: { right: 0, of: 0 }, byAction: new Map(), confusions: [] }
  for (const sentence of sentences) count(score, sentence, await guess(sentence.say))
  return score
}

function count(score: Score, { say, action, input }: Sentence, guesses: Awaited<ReturnType<Guess>>): void {
  const at = guesses.slice(0, 3).findIndex((each) => each.action === action)
  const own = score.byAction.get(action) ?? { right: 0, of: 0 }
  score.byAction.set(action, { right: own.right + (at === 0 ? 1 : 0), of: own.of + 1 })
  score.sentences++
  if (at === 0) score.first++
  else score.confusions.push({ say, expected: action, got: guesses[0]?.action ?? 'nothing' })
  if (at !== -1) score.inThree++
  if (input && at !== -1) {
    score.inputs.of++
    if (Object.entries(input).every(([name, value]) => isSame(guesses[at]!.input[name], value))) score.inputs.right++
  }
}

/** Case does not matter: `thai` and `Thai` are one cuisine. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left)?.toLowerCase() === JSON.stringify(right).toLowerCase()
}
