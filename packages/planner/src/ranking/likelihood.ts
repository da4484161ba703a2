import { findMissing, lacksId, type Values } from '../missing.ts'
import type { Filled } from '../slots/fill.ts'
import { isAdding, isDictating } from '../slots/dictation.ts'
import { findKeeping, isFree, isId } from '../slots/kinds.ts'
import { isPointing } from '../slots/references.ts'
import { splitName, toPlurals, toStems } from '../text/words.ts'
import type { PlannerTool } from '../tool.ts'

/** A tool with what a sentence gives it. */
export interface Offered {
  tool: PlannerTool
  input: Values
  filled: Filled
}

/** What filled and missing parameters count. */
const bonus = { filled: 0.5, named: 3, missing: 0.3, dictated: 8 }

/** What it counts when it is asked whether or how something was done, and a tool would do it. */
const asked = { read: 1, known: 4, write: 0.2, destructive: 0.05 }

/** `Is it too late to cancel?` cancels nothing; `can you cancel it?` does. */
const question =
  /(?:^\W*|[.?!]\s+)(?:(?:and|so|but|ok(?:ay)?|hey|hi)\b[,\s]*)*(?:is|are|was|were|am|did|does|has|have|had|how|when|where|which|who|why|what)\b/i

/** What it counts when something is to be kept, and a tool only reads. */
const toldToKeep = 0.3

/** What it counts when several things are meant, and a tool takes one. */
const several = 0.1

/** What it counts when a tool needs what is neither known nor named. */
const unknown = 0.3

/** What it counts when a search is not told what to look for. */
const forNothing = 0.1

/** What it counts when the id of a thing that was there before stands in the sentence. */
const spelled = 5

/** How much likelier or less likely what stands in the sentence makes a tool. */
export function toLikelihood(offered: Offered, sentence: string, things: ReadonlySet<string>): number {
  const { tool, input, filled } = offered
  return (
    toPlausibility(offered, sentence) *
    toCount(tool, input, sentence) *
    toKnown(offered, sentence) *
    toNamed(offered, sentence, things) *
    (isQuestion(sentence) ? toAsked(tool, filled, sentence) : 1) *
    (tool.effect === 'read' && (isAdding(sentence) || isDictating(sentence)) ? toldToKeep : 1) *
    (isKept(tool, input) && isDictating(sentence) ? bonus.dictated : 1)
  )
}

/** Asked, not told. */
export function isQuestion(sentence: string): boolean {
  return question.test(sentence)
}

/** Whether a text is to come to what a thing of the tool says already. */
export function isAddedTo(tool: PlannerTool, sentence: string): boolean {
  return findKeeping(tool) !== undefined && lacksId(tool, {}) && isAdding(sentence)
}

interface Scored {
  tool: PlannerTool
  input: Values
  score: number
}

/** How far the best must be before the second. */
const margin = 0.2

/** Whether the best is far enough before the second to go on with it unasked. */
export function mayBeSure([best, next]: readonly Scored[], sentence: string): boolean {
  if (!best || best.score - (next?.score ?? 0) < margin) return false
  // What is asked is not to be done.
  return best.tool.effect === 'read' ? !isOutOfPlace(best, sentence) : !isQuestion(sentence)
}

/** It reads a thing that is neither known nor named. */
function isOutOfPlace({ tool, input }: Scored, sentence: string): boolean {
  return lacksId(tool, input) && !toStems(sentence).some((stem) => toNouns(tool).includes(stem))
}

/**
 * A tool whose parameters are all in the sentence is likelier meant than one that would have to ask. A thing that was not named, but is
 * the only one there, says nothing.
 */
function toPlausibility({ tool, input, filled: { input: told, references, named } }: Offered, sentence: string): number {
  const filled = Object.keys(told).filter((name) => !references.get(name)?.isOnly).length
  const missing = findMissing(tool, input).filter(({ name }) => !isId(name)).length
  // The text that is told, though not the one that it comes to.
  const added = missing > 0 && isAddedTo(tool, sentence) ? 1 : 0
  const isFor = isForNothing(tool, input) ? forNothing : 1
  return isFor * Math.exp(bonus.filled * Math.min(filled + added, 4) + bonus.named * named - bonus.missing * (missing - added))
}

/** A search that says nothing to look for. */
function isForNothing({ effect, parameters: { required = [], properties = {} } }: PlannerTool, input: Values): boolean {
  return effect === 'read' && required.some((name) => isFree(name, properties[name] ?? {}) && !(name in input))
}

/** Whether the thing that is meant is one that was there before. */
function toKnown({ tool, input, filled: { references } }: Offered, sentence: string): number {
  const isSpelled = [...references.values()].some(({ id, turn }) => turn !== undefined && id.length > 3 && sentence.includes(id))
  if (isSpelled) return spelled
  if (!lacksId(tool, input)) return 1
  const isOfAny = tool.effect === 'read' && isIndefinite(sentence)
  return isOfAny || isPointing(sentence) ? unknown : 1
}

/** `I need a flight` speaks of none that is known. */
function isIndefinite(sentence: string): boolean {
  return /\b(?:an?|any|some|another)\s\p{L}/iu.test(sentence) && !/\b(?:the|my|our|this|that|it|its)\b/i.test(sentence)
}

/** `The link of my booking` is that of no note. */
function toNamed({ tool, input }: Offered, sentence: string, things: ReadonlySet<string>): number {
  if (!lacksId(tool, input)) return 1
  const own = new Set([...toNouns(tool), ...toStems((tool.parameters.required ?? []).filter(isId).map(splitName).join(' '))])
  const named = [...sentence.matchAll(/\b(?:the|my|our|this|that|an?)\s+(\p{L}+)/giu)]
    .flatMap(([, noun = '']) => toStems(noun))
    .filter((stem) => things.has(stem))
  return named.length > 0 && !named.some((stem) => own.has(stem)) ? unknown : 1
}

/** It stores a text, and lacks nothing else. */
function isKept(tool: PlannerTool, input: object): boolean {
  const { required = [] } = tool.parameters
  if (tool.effect === 'write' && required.length === 1 && required[0] === findKeeping(tool)) return true
  return tool.effect === 'write' && 'text' in input && findMissing(tool, { ...input }).length === 0
}

/** `Is it cancelled now?` is about what is pointed at. */
function toAsked({ effect }: PlannerTool, { references }: Filled, sentence: string): number {
  const isMeant = references.size > 0 && (isPointing(sentence) || [...references.values()].some(({ isOnly }) => !isOnly))
  return effect === 'read' && isMeant ? asked.known : asked[effect]
}

/** `My bookings` are not one, of which the id is not known. */
function toCount(tool: PlannerTool, input: Values, sentence: string): number {
  const isSeveral = toPlurals(sentence).some((stem) => toNouns(tool).includes(stem))
  return lacksId(tool, input) && isSeveral ? several : 1
}

function toNouns({ name }: PlannerTool): string[] {
  return toStems(splitName(name))
}
