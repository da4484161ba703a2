import { createRanker } from './ranking/ranker.ts'
import { learnCues } from './slots/cues.ts'
import { fillSlots } from './slots/fill.ts'
import { findEntities } from './text/entities.ts'
import { splitName } from './text/words.ts'
import type { PlannerTool, Turn } from './tool.ts'

/** A call that the sentence may mean. */
export interface Candidate {
  tool: PlannerTool
  /** Between 0 and 1; those of all tools sum up to 1. */
  score: number
  /** The arguments that were found; not checked against the whole schema. */
  input: Record<string, unknown>
  /** Required parameters that neither sentence nor earlier answers give, with what to ask. */
  missing: { name: string; question: string }[]
}

export interface Plan {
  /** The best first, at most three. */
  candidates: Candidate[]
  /** Whether the best is far enough before the second to go on with it unasked. */
  isSure: boolean
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
}

/** How far the best must be before the second. */
const margin = 0.2

/** What filled and missing parameters count. */
const bonus = { filled: 0.35, missing: 0.5 }

export function createPlanner(tools: readonly PlannerTool[]): Planner {
  const rank = createRanker(tools, new Date(2027, 0, 6, 9))
  const cues = tools.map(learnCues)
  return {
    plan(sentence, { now, turns = [] }) {
      const entities = findEntities(sentence, now)
      const scores = rank(entities)
      const best = scores.map((score, index) => ({ score, index })).toSorted((left, right) => right.score - left.score)
      const candidates = best.slice(0, 6).map(({ score, index }): Candidate => {
        const tool = tools[index]!
        const input = fillSlots({ tool, cues: cues[index]!, sentence, entities, turns })
        return { tool, score: score * toPlausibility(tool, input), input, missing: findMissing(tool, input) }
      })
      const sum = candidates.reduce((total, { score }) => total + score, 0) || 1
      const ranked = candidates.map((each) => ({ ...each, score: each.score / sum })).toSorted((left, right) => right.score - left.score)
      return { candidates: ranked.slice(0, 3), isSure: (ranked[0]?.score ?? 0) - (ranked[1]?.score ?? 0) >= margin }
    },
  }
}

/** A tool whose parameters are all in the sentence is likelier meant than one that would have to ask. */
function toPlausibility(tool: PlannerTool, input: Readonly<Record<string, unknown>>): number {
  const required = tool.parameters.required ?? []
  const filled = Object.keys(input).length
  const missing = required.filter((name) => !(name in input) && !/id$/i.test(name)).length
  return Math.exp(bonus.filled * Math.min(filled, 4) - bonus.missing * missing)
}

function findMissing(tool: PlannerTool, input: Readonly<Record<string, unknown>>): Candidate['missing'] {
  return (tool.parameters.required ?? [])
    .filter((name) => !(name in input))
    .map((name) => ({ name, question: toQuestion(name, tool.parameters.properties?.[name]?.description) }))
}

function toQuestion(name: string, description: string | undefined): string {
  const words = splitName(name)
  if (/^id$|Id$/.test(name))
    return `Which ${words.replace(/ ?id$/, '') || 'one'}? Show a list first, then say “the second one”, or give its id.`
  return description ? `${words.charAt(0).toUpperCase()}${words.slice(1)}? ${description}` : `What is the ${words}?`
}
