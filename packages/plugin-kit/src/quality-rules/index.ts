export { findQualityProblems, qualityRules } from './quality-rules.ts'
export type { Finding, QualityRule } from './quality-rule.ts'
