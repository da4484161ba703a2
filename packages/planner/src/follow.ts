import { isQuestion } from './ranking/likelihood.ts'
import { findCorrection, type Commands } from './command.ts'
import type { Filled } from './slots/fill.ts'
import { isFree, isId } from './slots/kinds.ts'
import { isPointing } from './slots/references.ts'
import type { Entities } from './text/entities.ts'
import type { PlannerTool, Turn } from './tool.ts'

/** What a sentence owes to the answer before it. */
export interface Follow {
  /** It changes what was said before: a day or a place. */
  isChanging: boolean
  /** Nothing but `yes, please` was said to the answer before. */
  isAgreeing: boolean
  /** `And from Hamburg?` changes one parameter of the call before, and keeps the others. */
  toInput(tool: PlannerTool, filled: Filled): Record<string, unknown>
  /** By how much likelier or less likely the newest answer makes a tool. */
  toLikelihood(tool: PlannerTool, filled: Filled): number
}

interface FollowOptions {
  turns: readonly Turn[]
  /** Whether a plugin other than this one speaks of what a text says. */
  isElsewhere: (plugin: string, text: string) => boolean
  isCommand: Commands
}

const factors = { samePlugin: 2, takesNewest: 1.5, picked: 1000, agreed: 20, again: 20, elsewhere: 0.3 }

export function createFollow(
  sentence: string,
  { marked, ordinal }: Pick<Entities, 'marked' | 'ordinal'>,
  { turns, isElsewhere, isCommand }: FollowOptions,
): Follow {
  const newest = turns.at(-1)
  const isAgreeing = newest !== undefined && agreement.test(sentence)
  const isCorrecting = newest !== undefined && findCorrection(sentence) !== undefined && !isCommand(sentence)
  const isAgain = newest !== undefined && (isCorrecting || continuation.test(sentence) || ending.test(sentence))
  const isNarrowing = newest !== undefined && narrowing.test(marked) && !isElsewhere(newest.plugin, marked.replace(narrowing, ''))
  const isReferring =
    isAgreeing ||
    isPointing(sentence) ||
    /\b(?:one|first|second|third|last|cheapest|fastest|them|those|these)\b|\b(?:this|that) \p{L}/iu.test(sentence)
  const isAtPlace = ordinal !== undefined && turns.some(({ result }) => hasList(result))
  const isPicking = picking.test(sentence) || (isAtPlace && isQuestion(sentence))
  const isOf =
    ({ plugin, name }: PlannerTool) =>
    (turn: Turn) =>
      plugin === turn.plugin && name === turn.tool
  // Who looks closer at one thing of a list may go on with the list.
  const isCloser = newest !== undefined && Object.keys(newest.input).length > 0 && Object.keys(newest.input).every(isId)
  const toBase = (tool: PlannerTool) =>
    newest && (isOf(tool)(newest) || (isCloser && tool.plugin === newest.plugin)) ? turns.findLast(isOf(tool)) : undefined
  // What a text is searched for is not told from the rest of the sentence, so it changes only where that is said.
  const toChange = (tool: PlannerTool, { input }: Filled): Filled['input'] => {
    const isRepeated = tool.effect === 'read' || (isCorrecting && tool.effect === 'write' && !isAnswered(newest!))
    if (!toBase(tool) || !isRepeated || !(isAgain || isNarrowing)) return {}
    const { properties = {} } = tool.parameters
    return isAgain ? input : Object.fromEntries(Object.entries(input).filter(([name]) => !isFree(name, properties[name] ?? {})))
  }
  const isChanged = (tool: PlannerTool, filled: Filled) => Object.keys(toChange(tool, filled)).length > 0
  return {
    isAgreeing,
    isChanging: isAgain || isNarrowing,
    toInput: (tool, filled) => (isChanged(tool, filled) ? { ...toBase(tool)!.input, ...toChange(tool, filled) } : filled.input),
    toLikelihood(tool, filled) {
      if (!newest) return 1
      if (isChanged(tool, filled)) return factors.again
      const taken = [...filled.references.values()].filter(({ turn }) => turn === newest)
      const takesNewest = taken.length > 0
      if (isAgreeing) return takesNewest && tool.effect === 'write' ? factors.agreed : 1
      if (isAtPlace && tool.effect === 'read' && filled.references.size === 0) return factors.elsewhere
      if (!isReferring) return 1
      if (isPicking && tool.plugin === newest.plugin && tool.effect === 'read' && taken.some(({ isOnly }) => !isOnly)) return factors.picked
      return (tool.plugin === newest.plugin ? factors.samePlugin : 1) * (takesNewest ? factors.takesNewest : 1)
    },
  }
}

/** Whether an answer holds things to choose from. */
export function hasList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) ? value.length > 0 : Object.values(value).some(hasList)
}

/** It was done: what was refused or failed answers no more than a text. */
function isAnswered({ result }: Turn): boolean {
  return typeof result === 'object' && result !== null
}

/** `Pizza then` */
const ending = /^(?:[\p{L}\p{N}'-]+[\s,]+){1,4}(?:then|instead)\W*$/iu

/** `Yes, please`, and nothing else. */
const agreement =
  /^(?=.*\w)(?:\W|\b(?:yes|yeah|yep|ok|okay|sure|please|go|ahead|do|it|that|fine|great|good|perfect|right|sounds|looks|confirm(?:ed)?|agreed|let's|i|agree|alright|all)\b)+$/i

/** `Which of those is the cheapest?`, and not `What is the cheapest way to Rome?` */
const picking =
  /^\W*(?:and |so |ok |show me |tell me |give me )*(?:which|what|the)\b.{0,40}\b(?:one|these|those|them|\p{L}+est)(?:\s+(?!(?:to|from|in|for|near|on|at|by)\b)\p{L}+){0,3}\W*$/iu

/** `And from Hamburg?`, `What about Friday?` */
const continuation = /^\s*(?:and|or|what about|how about|what if|now|then|instead|but|same)\b(?!.{60})/i

/** `Only direct ones`, `anything vegan?`, `from Hamburg instead` */
const narrowing =
  /^[^\p{L}#]*(?:(?:is|are) there\s|(?:do|have) they\s(?:have\s)?|i(?:'d| would) (?:prefer|rather)\s|make (?:it|that|them)\s|(?:maybe|rather|ok|no|hm+)[,\s]|\s)*(?:any|anything|something|only|just|but|and back|back|round-? ?trip|return(?:ing)?|leaving|departing|arriving|without|with|from|to|in|near|on|for|after|before|under|below|at most|max(?:imum)?|non-?stop|direct|business|economy|next|this|#(?:date|number|money))\b(?!.{50})/iu
