import type { Plugin } from '../define-plugin.ts'
import { examples } from './examples.ts'
import { manifestLimits } from './manifest-limits.ts'
import type { Finding, QualityRule } from './quality-rule.ts'

/** What every plugin keeps to, in the order in which it is shown. */
export const qualityRules: readonly QualityRule[] = [manifestLimits, examples]

/** Everything that is not good about a plugin. */
export async function findQualityProblems(plugin: Plugin): Promise<Finding[]> {
  const found = await Promise.all(qualityRules.map((rule) => rule.find(plugin)))
  return found.flat()
}
