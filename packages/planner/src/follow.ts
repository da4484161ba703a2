import type { Filled } from './slots/fill.ts'
import { isPointing } from './slots/references.ts'
import type { PlannerTool, Turn } from './tool.ts'

/** What a sentence owes to the answer before it. */
export interface Follow {
  /** Nothing but `yes, please` was said to the answer before. */
  isAgreeing: boolean
  /** `And from Hamburg?` changes one parameter of the call before, and keeps the others. */
  toInput(tool: PlannerTool, filled: Filled): Record<string, unknown>
  /** By how much likelier or less likely the newest answer makes a tool. */
  toLikelihood(tool: PlannerTool, filled: Filled): number
}

const factors = { samePlugin: 2, takesNewest: 1.5, picked: 4, agreed: 20, again: 20 }

export function createFollow(sentence: string, turns: readonly Turn[]): Follow {
  const newest = turns.at(-1)
  const isAgreeing = newest !== undefined && agreement.test(sentence)
  const isAgain = newest !== undefined && continuation.test(sentence)
  const isReferring =
    isAgreeing || isPointing(sentence) || /\b(one|first|second|third|last|cheapest|fastest|them|those|these)\b/i.test(sentence)
  const isPicking = picking.test(sentence)
  const isNewest = ({ plugin, name }: PlannerTool) => plugin === newest?.plugin && name === newest.tool
  const isChanged = (tool: PlannerTool, { input }: Filled) =>
    isAgain && isNewest(tool) && tool.effect === 'read' && Object.keys(input).length > 0
  return {
    isAgreeing,
    toInput: (tool, filled) => (isChanged(tool, filled) ? { ...newest!.input, ...filled.input } : filled.input),
    toLikelihood(tool, filled) {
      if (!newest) return 1
      if (isChanged(tool, filled)) return factors.again
      const takesNewest = [...filled.references.values()].some(({ turn }) => turn === newest)
      if (isAgreeing) return takesNewest && tool.effect === 'write' ? factors.agreed : 1
      if (!isReferring) return 1
      if (isPicking && tool.plugin === newest.plugin && takesNewest && tool.effect === 'read') return factors.samePlugin * factors.picked
      return (tool.plugin === newest.plugin ? factors.samePlugin : 1) * (takesNewest ? factors.takesNewest : 1)
    },
  }
}

/** `Yes, please`, and nothing else. */
const agreement =
  /^(?=.*\w)(?:\W|\b(?:yes|yeah|yep|ok|okay|sure|please|go|ahead|do|it|that|fine|great|good|perfect|right|sounds|looks|confirm(?:ed)?|agreed|let's|i|agree|alright|all)\b)+$/i

/** `Which of those is the cheapest?` */
const picking = /^\W*(?:and |so )?(?:which|what)\b.{0,40}\b(?:one|these|those|them|\p{L}+est)\b/iu

/** `And from Hamburg?`, `What about Friday?` */
const continuation = /^\s*(?:and|or|what about|how about|what if|now|then|instead|but|same)\b(?!.{60})/i
