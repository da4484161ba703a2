import { findCorrection } from './command.ts'
import { lacksId, toLacking, type Values } from './missing.ts'
import { merge, takeAnswer } from './slots/answer.ts'
import { isAdding } from './slots/dictation.ts'
import { findKeeping, isAgreed, isId } from './slots/kinds.ts'
import type { Entities } from './text/entities.ts'
import type { PlannerTool } from './tool.ts'

export interface Answered {
  tool: PlannerTool
  /** What was known before it was asked. */
  known: Values
  /** What was found in the answer. */
  told: Values
  answer: string
  entities: Entities
  isCommand: boolean
}

/** What is known of a call after a question was answered. */
export function completeInput({ tool, known, told, answer, entities, isCommand }: Answered): Record<string, unknown> {
  const isNew = isCommand || findCorrection(answer) !== undefined
  const found = merge(told, isNew || entities.ordinal !== undefined ? without(known, told, isNew) : known)
  const lacking = toLacking(tool.parameters, known)
  const isText = lacking.length === 1 && lacking[0]!.path[0] === findKeeping(tool)
  const isTold = !isText && Object.keys(told).some((name) => !(name in known))
  // What is added to a text that is not known would take its place.
  const isLossy = lacksId(tool, {}) && isAdding(answer)
  return isCommand || isTold || isLossy ? found : merge(takeAnswer(tool, lacking, { answer, entities }), found)
}

/** `The second one` is another than the one that was known, with another price; what is said anew is all another. */
function without(known: Values, found: Values, isNew: boolean): Values {
  return Object.fromEntries(Object.entries(known).filter(([name]) => !(name in found && (isNew || isId(name) || isAgreed(name)))))
}
