/** A sentence and what it should become. */
export interface PluginTest {
  say: string
  action: string
  /** Members that the arguments must have, with these values; others may be there too. Left out: any. */
  arguments?: Record<string, unknown>
}

/** GET and PUT /api/plugins/{id}/tests. Without own ones, GET gives those made of the examples in the document. */
export interface TestSet {
  tests: PluginTest[]
  isOwn: boolean
  /** Examples of the document that need nothing of an earlier answer: to begin a conversation with. */
  openings: string[]
}

/** POST /api/plugins/{id}/tests/run */
export interface TestReport {
  /** Who was asked. */
  model: string
  /** From 0 to 1. */
  first: number
  /** Right within the three candidates; equals `first` for a model. */
  withinThree: number
  results: TestResult[]
  actions: { action: string; tests: number; right: number; confusedWith: { action: string; times: number }[] }[]
}

export interface TestResult extends PluginTest {
  /** What was called; null for nothing. */
  got: { action: string; arguments: Record<string, unknown> } | null
  isRight: boolean
  isWithinThree: boolean
  problem: string | null
}
