import type { Plugin } from '../define-plugin.ts'
import { authForWrites } from './auth-for-writes.ts'
import { descriptions } from './descriptions.ts'
import { examples } from './examples.ts'
import { invisibleText } from './invisible-text.ts'
import { logo } from './logo.ts'
import { manifestLimits } from './manifest-limits.ts'
import { names } from './names.ts'
import type { Finding, QualityRule } from './quality-rule.ts'
import { reviewWords } from './review-words.ts'
import { schemas } from './schemas.ts'
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
]

/** Everything that is not good about a plugin. */
export async function findQualityProblems(plugin: Plugin): Promise<Finding[]> {
  const found = await Promise.all(qualityRules.map(async ({ find }) => find(plugin)))
  return found.flat()
}
