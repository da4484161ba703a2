import type { ToolCall, ToolOutcome } from '@patchbay/mcp'
import type { Outcome } from '../calls/outcome.ts'

/** What came of a call, as the client that made it can take it. */
export function toOutcome(outcome: Outcome, _call: ToolCall): ToolOutcome {
  return { structured: outcome.text }
}
