import { boundTools, boundTurns } from './bounds.ts'
import { createFollow } from './follow.ts'
import { isDate } from './ranking/fit.ts'
import { createRanker } from './ranking/ranker.ts'
import { learnCues } from './slots/cues.ts'
import { fillSlots, isAgreed, isFree, isId, type Filled, type FillOptions } from './slots/fill.ts'
import { isPointing } from './slots/references.ts'
import { findAddition, isDictating } from './slots/texts.ts'
import { findEntities, type Entities } from './text/entities.ts'
import { createSpelling } from './text/spelling.ts'
import { splitName, toPlurals, toStems, toWords } from './text/words.ts'
import type { JsonSchema, PlannerTool, Turn } from './tool.ts'

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
  /** Whether the best is far enough before the second to go on with it unasked, and what it is for was spoken of. */
  isSure: boolean
  /** Whether nothing in the sentence speaks for one tool rather than another. */
  isUnknown: boolean
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

/** How much of a text is looked at, in characters: what it means stands at its begin. What is dictated is taken whole. */
const longest = 1000

/** How far the best must be before the second. */
const margin = 0.2

/** What filled and missing parameters count, and a sentence that is an example. */
const bonus = { filled: 0.5, missing: 0.3, dictated: 3, example: 1000 }

/** What it counts when it is asked whether or how something was done, and a tool would do it. */
const asked = { read: 1, known: 4, write: 0.2, destructive: 0.05 }

/** `Is it too late to cancel?` cancels nothing; `can you cancel it?` does. */
const question =
  /^\W*(?:(?:and|so|but|ok(?:ay)?|hey|hi)\b[,\s]*)*(?:is|are|was|were|am|did|does|has|have|had|how|when|where|which|who|why|what)\b/i

/** What it counts when something is to be added to what is there, and a tool only reads. */
const toldToAdd = 0.3

/** What it counts when several things are meant, and a tool takes one. */
const several = 0.1

export function createPlanner(given: readonly PlannerTool[]): Planner {
  const tools = boundTools(given)
  const rank = createRanker(tools, new Date(2027, 0, 6, 9))
  const cues = new Map(tools.map((tool) => [tool, learnCues(tool)]))
  const things = toThings(tools)
  const isElsewhere = createElsewhere(tools)
  const mend = createSpelling(
    tools.flatMap(({ name, description, examples }) => [splitName(name), description, ...examples.map(({ say }) => say)]),
  )
  const byExample = new Map(tools.flatMap((tool) => tool.examples.map(({ say }) => [toWords(say).join(' '), tool] as const)))
  const fill = (tool: PlannerTool, said: Pick<FillOptions, 'sentence' | 'text' | 'entities' | 'turns'>) =>
    fillSlots({ ...said, tool, cues: cues.get(tool) ?? learnCues(tool), things })
  return {
    plan(text, { now, turns: all = [] }) {
      const turns = boundTurns(all)
      const sentence = mend(text.slice(0, longest))
      const entities = findEntities(sentence, now)
      const follow = createFollow(sentence, entities, { turns, isElsewhere })
      // What an author gave as an example means that action, unless it speaks of what was there before.
      const example = turns.length > 0 && isPointing(sentence) ? undefined : byExample.get(toWords(text).join(' '))
      const shares = rank(entities)
      const isAdding = findAddition(text) !== undefined
      const candidates = shares.map((score, index): Candidate => {
        const tool = tools[index]!
        const filled = fill(tool, { sentence, text, entities, turns })
        const input = follow.toInput(tool, filled)
        const likely =
          toPlausibility(tool, input, filled) *
          follow.toLikelihood(tool, filled) *
          toCount(tool, input, sentence) *
          (question.test(sentence) ? toAsked(tool, filled, sentence) : 1) *
          (isAdding && tool.effect === 'read' ? toldToAdd : 1) *
          (isKept(tool, input) && isDictating(sentence) ? bonus.dictated : 1) *
          (tool === example ? bonus.example : 1)
        return { tool: given[index]!, score: score * likely, input, missing: findMissing(tool, input) }
      })
      const best = candidates.toSorted((left, right) => right.score - left.score).slice(0, 6)
      const sum = best.reduce((total, { score }) => total + score, 0) || 1
      const ranked = best.map((each) => ({ ...each, score: each.score / sum }))
      return {
        candidates: ranked.slice(0, 3),
        isSure: mayBeSure(ranked, sentence) || (example !== undefined && ranked[0]?.tool === given[tools.indexOf(example)]),
        isUnknown: !ranked[0] || (shares.length > 1 && Math.max(...shares) / Math.min(...shares) < 1.01 && !follow.isAgreeing),
      }
    },
    complete({ tool: known, input }, answer, { now, turns = [] }) {
      const tool = tools[given.indexOf(known)] ?? known
      const sentence = mend(answer.slice(0, longest))
      const entities = findEntities(sentence, now)
      const filled = fill(tool, { sentence, text: answer, entities, turns: boundTurns(turns) })
      const found = merge(filled.input, entities.ordinal === undefined ? input : without(input, filled.input))
      const [only, ...others] = toLacking(tool.parameters, input)
      const isAsked = only && others.length === 0 && toLacking(tool.parameters, found).length > 0
      const value = isAsked ? toWhole(only.path.at(-1)!, only.schema, answer, entities) : undefined
      const whole = isAsked && value !== undefined ? merge(nest(only.path, value), found) : found
      return { tool: known, score: 1, input: whole, missing: findMissing(tool, whole) }
    },
  }
}

type Values = Readonly<Record<string, unknown>>

/** `The second one` is another than the one that was known, with another price. */
function without(known: Values, found: Values): Values {
  return Object.fromEntries(Object.entries(known).filter(([name]) => !(name in found && (isId(name) || isAgreed(name)))))
}

/** What is known already stays; what it holds may be added to. */
function merge(found: Values, known: Values): Record<string, unknown> {
  const both = Object.keys(found).filter((name) => isObject(found[name]) && isObject(known[name]))
  const inner = both.map((name) => [name, merge(found[name] as Values, known[name] as Values)])
  return { ...found, ...known, ...Object.fromEntries(inner) }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nest(path: readonly string[], value: unknown): Values {
  return path.reduceRight((inner: unknown, name) => ({ [name]: inner }), value) as Values
}

interface Lacking {
  path: string[]
  schema: JsonSchema
}

/** The required values that are not there, those of objects one by one. */
function toLacking({ properties = {}, required = [] }: JsonSchema, input: Values): Lacking[] {
  return required.flatMap((name): Lacking[] => {
    const schema = properties[name] ?? {}
    const value = input[name]
    const isNested = schema.type === 'object' && (schema.required?.length ?? 0) > 0 && (value === undefined || isObject(value))
    if (isNested) return toLacking(schema, (value ?? {}) as Values).map(({ path, schema: own }) => ({ path: [name, ...path], schema: own }))
    return value === undefined ? [{ path: [name], schema }] : []
  })
}

/** The answer itself, when a single thing was asked for. */
function toWhole(name: string, schema: JsonSchema = {}, answer: string, { numbers }: Entities): unknown {
  const text = answer.trim().replace(/[\s,]+please[.!]*$/i, '')
  // A question is no answer, unless what is asked for may be any text.
  const fits = text !== '' && !(isId(name) && /\s/.test(text)) && (isFree(name, schema) || !text.endsWith('?'))
  if (schema.type === 'string' && !schema.enum && !isDate(schema)) return fits ? text : undefined
  if (schema.type === 'integer' || schema.type === 'number') return numbers.length === 1 ? numbers[0]!.value : undefined
  if (schema.type === 'boolean') return /^(yes|yeah|sure|true)\b/i.test(text) || (/^(no|false)\b/i.test(text) ? false : undefined)
  return undefined
}

/** It stores a text, and lacks nothing. */
function isKept(tool: PlannerTool, input: object): boolean {
  return tool.effect === 'write' && 'text' in input && findMissing(tool, { ...input }).length === 0
}

/** `Is it cancelled now?` is about what is pointed at. */
function toAsked({ effect }: PlannerTool, { references }: Filled, sentence: string): number {
  return effect === 'read' && references.size > 0 && isPointing(sentence) ? asked.known : asked[effect]
}

/** `My bookings` are not one, of which the id is not known. */
function toCount(tool: PlannerTool, input: Values, sentence: string): number {
  const isSeveral = toPlurals(sentence).some((stem) => toNouns(tool).includes(stem))
  return lacksId(tool, input) && isSeveral ? several : 1
}

function mayBeSure([best, next]: readonly Candidate[], sentence: string): boolean {
  if (!best || best.score - (next?.score ?? 0) < margin) return false
  // What is asked is not to be done.
  return best.tool.effect === 'read' ? !isOutOfPlace(best, sentence) : !question.test(sentence)
}

/** It reads a thing that is neither known nor named. */
function isOutOfPlace({ tool, input }: Candidate, sentence: string): boolean {
  return lacksId(tool, input) && !toStems(sentence).some((stem) => toNouns(tool).includes(stem))
}

function lacksId({ parameters }: PlannerTool, input: Values): boolean {
  return (parameters.required ?? []).some((each) => isId(each) && !(each in input))
}

function toNouns({ name }: PlannerTool): string[] {
  return toStems(splitName(name))
}

/** `offer` where a parameter is called `offerId`, `booking` where `getBooking` takes an `id`. */
function toThings(tools: readonly PlannerTool[]): Set<string> {
  const names = tools.flatMap(({ name: tool, parameters }) => {
    const ids = Object.keys(parameters.properties ?? {}).filter(isId)
    return ids.map((name) => (name === 'id' ? toThing(tool) : name))
  })
  return new Set(names.flatMap((name) => toStems(splitName(name.replace(/_?id$/i, '')))))
}

/** Whether words of a text are those of other plugins, and none of this one. */
function createElsewhere(tools: readonly PlannerTool[]): (plugin: string, text: string) => boolean {
  const words = ({ name, plugin, description, examples, parameters }: PlannerTool) =>
    toStems([splitName(name), plugin, description, ...examples.map(({ say }) => say), JSON.stringify(parameters)].join(' '))
  const vocabularies = Map.groupBy(tools, ({ plugin }) => plugin)
  const known = new Map([...vocabularies].map(([plugin, own]) => [plugin, new Set(own.flatMap(words))] as const))
  return (plugin, text) => {
    const foreign = toStems(text.replaceAll(/#\w+/g, ' ')).filter((stem) => !known.get(plugin)?.has(stem))
    return foreign.some((stem) => [...known.values()].some((vocabulary) => vocabulary.has(stem)))
  }
}

/**
 * A tool whose parameters are all in the sentence is likelier meant than one that would have to ask. A thing that was not named, but is
 * the only one there, says nothing.
 */
function toPlausibility(tool: PlannerTool, input: Readonly<Record<string, unknown>>, { input: told, references }: Filled): number {
  const filled = Object.keys(told).filter((name) => !references.get(name)?.isOnly).length
  const missing = findMissing(tool, input).filter(({ name }) => !isId(name)).length
  return Math.exp(bonus.filled * Math.min(filled, 4) - bonus.missing * missing)
}

/** The price that was agreed comes with the thing that it is for. */
function findMissing({ name: tool, parameters }: PlannerTool, input: Values): Candidate['missing'] {
  const lacking = Map.groupBy(toLacking(parameters, input), ({ path }) => path[0]!)
  const names = [...lacking.keys()]
  return names
    .filter((name) => !(isAgreed(name) && names.some(isId)))
    .map((name) => ({
      name,
      question: toQuestion(
        name === 'id' ? toThing(tool) : name,
        parameters.properties?.[name],
        lacking.get(name)!.flatMap(({ path }) => path.slice(1)),
      ),
    }))
}

/** `noteId` for the `id` of `deleteNote`. */
function toThing(tool: string): string {
  const [, ...thing] = splitName(tool).split(' ')
  return thing.length > 0 ? `${thing.join('_')}_id` : 'id'
}

/** With what an object or the entries of a list must have. */
function toQuestion(name: string, { description, items }: JsonSchema = {}, lacking: readonly string[]): string {
  const words = splitName(name)
  if (isId(name)) return `Which ${words.replace(/ ?id$/, '') || 'one'}? Show a list first, then say “the second one”, or give its id.`
  const parts = (lacking.length > 0 ? lacking : (items?.required ?? [])).map(splitName).join(', ')
  if (!description && !parts) return `What is the ${words}?`
  return [`${words.charAt(0).toUpperCase()}${words.slice(1)}${parts && ` (${parts})`}?`, description].filter(Boolean).join(' ')
}
