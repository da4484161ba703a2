import { authForWrites } from './auth-for-writes.ts'
import { descriptions } from './descriptions.ts'
import { examples } from './examples.ts'
import { invisibleText } from './invisible-text.ts'
import { logo } from './logo.ts'
import { manifestLimits } from './manifest-limits.ts'
import { names } from './names.ts'
import type { QualityRule } from './quality-rule.ts'
import { reviewWords } from './review-words.ts'
import { schemas } from './schemas.ts'
import { selfContainedWidgets } from './self-contained-widgets.ts'
import { tokenBudget } from './token-budget.ts'

/** What every plugin keeps to, in the order in which it is shown. */
export const qualityRules: readonly QualityRule[] = [
  manifestLimits,
  reviewWords,
  names,
  descriptions,
  invisibleText,
  authForWrites,
  examples,
  schemas,
  tokenBudget,
  logo,
  selfContainedWidgets,
]
