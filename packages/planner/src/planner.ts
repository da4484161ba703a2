import { boundTools, boundTurns } from './bounds.ts'
import { completeInput } from './complete.ts'
import { createFollow, hasList } from './follow.ts'
import { findMissing, lacksId, type Missing, type Values } from './missing.ts'
import { isAddedTo, isQuestion, mayBeSure, toLikelihood } from './ranking/likelihood.ts'
import { createRanker } from './ranking/ranker.ts'
import { createReader } from './reader.ts'
import { findDictating } from './slots/dictation.ts'
import { findKeeping, isId } from './slots/kinds.ts'
import { isPointing } from './slots/references.ts'
import { toLocal } from './text/dates.ts'
import { findEntities } from './text/entities.ts'
import { toWords } from './text/words.ts'
import type { PlannerTool, Turn } from './tool.ts'

/** A call that the sentence may mean. */
export interface Candidate {
  tool: PlannerTool
  /** Between 0 and 1; those of all tools sum up to 1. */
  score: number
  /** The arguments that were found; not checked against the whole schema. */
  input: Record<string, unknown>
  /** Required parameters that neither sentence nor earlier answers give, with what to ask. */
  missing: Missing[]
}

export interface Plan {
  /** The best first, at most three. */
  candidates: Candidate[]
  /** Whether the best is far enough before the second to go on with it unasked, and what it is for was spoken of. */
  isSure: boolean
  /** Whether nothing in the sentence speaks for one tool rather than another. */
  isUnknown: boolean
  /** Whether it says itself what to do, and so answers nothing that was asked. */
  isCommand: boolean
  /** Whether it speaks of a place in a list where there is none. */
  lacksList: boolean
}

export interface PlanContext {
  /** What `tomorrow` counts from. */
  now: Date
  /** Earlier calls of the conversation, the newest last. */
  turns?: readonly Turn[]
}

/** Finds the action that a sentence means, by descriptions and examples. Deterministic, and not a language model. */
export interface Planner {
  plan(sentence: string, context: PlanContext): Plan
  /** What is known of a call of one of the tools, with what the person answered when they were asked for the rest. */
  complete(known: Pick<Candidate, 'tool' | 'input'>, answer: string, context: PlanContext): Candidate
}

/** How much a sentence counts that is an example. */
const byExampleFactor = 1000

/** How much of a text is looked at, in characters: what it means stands at its begin. What is dictated is taken whole. */
const longest = 1000

export function createPlanner(given: readonly PlannerTool[]): Planner {
  const tools = boundTools(given)
  const rank = createRanker(tools, new Date(2027, 0, 6, 9))
  const reader = createReader(tools)
  const { isCommand, mend } = reader
  const byExample = new Map(tools.flatMap((tool) => tool.examples.map(({ say }) => [toWords(say).join(' '), tool] as const)))
  return {
    plan(text, { now, turns: all = [] }) {
      const turns = boundTurns(all)
      const sentence = mend(text.slice(0, longest))
      const marked = findEntities(sentence, now)
      const follow = createFollow(sentence, marked, { turns, ...reader })
      const day = marked.dates.length > 0 ? findDay(turns) : undefined
      const entities = day ? findEntities(sentence, now, { day, isChanged: follow.isChanging }) : marked
      // What an author gave as an example means that action, unless it speaks of what was there before.
      const example = turns.length > 0 && isPointing(sentence) ? undefined : byExample.get(toWords(text).join(' '))
      const dictating = findDictating(sentence)
      const shares = rank(dictating === undefined ? entities : findEntities(dictating, now))
      const isStrange = isQuestion(sentence) && entities.ordinal === undefined && !reader.isKnown(entities.marked)
      let isFollowing = follow.isAgreeing
      const candidates = shares.map((score, index): Candidate => {
        const tool = tools[index]!
        const filled = reader.fill(tool, { sentence, text, entities, turns })
        const input = follow.toInput(tool, filled)
        const followed = follow.toLikelihood(tool, filled)
        isFollowing ||= followed > 1
        const likely = toLikelihood({ tool, input, filled }, sentence, reader.things) * followed * (tool === example ? byExampleFactor : 1)
        return { tool: given[index]!, score: score * likely, input, missing: toMissing(tool, input, text) }
      })
      const best = candidates.toSorted((left, right) => right.score - left.score).slice(0, 6)
      const sum = best.reduce((total, { score }) => total + score, 0) || 1
      const ranked = best.map((each) => ({ ...each, score: each.score / sum }))
      return {
        candidates: ranked.slice(0, 3),
        isSure: mayBeSure(ranked, sentence) || (example !== undefined && ranked[0]?.tool === given[tools.indexOf(example)]),
        isCommand: isCommand(sentence),
        lacksList: entities.ordinal !== undefined && !turns.some(({ result }) => hasList(result)),
        isUnknown: !ranked[0] || (isStrange && !tellsMuch(ranked[0])) || (!isFollowing && isEven(shares)),
      }
    },
    complete({ tool: known, input }, answer, { now, turns = [] }) {
      const tool = tools[given.indexOf(known)] ?? known
      const sentence = mend(answer.slice(0, longest))
      const entities = findEntities(sentence, now)
      const filled = reader.fill(tool, { sentence, text: answer, entities, turns: boundTurns(turns), known: input })
      const said = { answer, entities, isCommand: isCommand(sentence) }
      const whole = completeInput({ ...said, tool, known: input, told: filled.input })
      return { tool: known, score: 1, input: whole, missing: findMissing(tool, whole) }
    },
  }
}

/** `How much is a quattro formaggi to 12047?` has no word of any plugin, and says all that one needs. */
function tellsMuch({ input }: Candidate): boolean {
  return Object.keys(input).length > 1
}

/** The day that the plugin was told last. */
function findDay(turns: readonly Turn[]): Date | undefined {
  const own = turns.filter(({ plugin }) => plugin === turns.at(-1)?.plugin).toReversed()
  const told = own.flatMap(({ input }) => Object.values(input))
  const day = told.find((value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value))
  return typeof day === 'string' ? toLocal(day.slice(0, 10)) : undefined
}

/** Nothing speaks for one rather than another. */
function isEven(shares: readonly number[]): boolean {
  return shares.length > 1 && Math.max(...shares) / Math.min(...shares) < 1.01
}

const everything = /\b(?:all|every|each|both)\b/i

/** `All my notes` are more than a tool takes. */
function toOne({ name, question }: Missing): Missing {
  return { name, question: isId(name) ? `That goes one at a time. ${question}` : question }
}

/** What is added to a text needs that text. */
function toMissing(tool: PlannerTool, input: Values, text: string): Missing[] {
  const kept = findKeeping(tool)
  const missing = findMissing(tool, input)
  if (lacksId(tool, input)) return everything.test(text) ? missing.map(toOne) : missing
  if (!isAddedTo(tool, text)) return missing
  const question = 'I do not know what it says now, and would replace that. Have it shown first, then say this again.'
  return missing.map((each) => (each.name === kept ? { name: each.name, question, mustRead: true as const } : each))
}
