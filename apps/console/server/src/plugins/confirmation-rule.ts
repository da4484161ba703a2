import { isRead, type Operation } from '@patchbay/manifest-reader'

export interface ConfirmationRule {
  asks: boolean
  mayAlwaysAllow: boolean
}

/**
 * Who asks the person first: what only reads runs, everything else shows a dialog. `x-openai-isConsequential` counts more than the
 * method: `true` always asks, `false` asks but offers "always allow"; without it a GET is `false` and every other method `true`.
 */
export function toConfirmationRule({ method, isConsequential }: Pick<Operation, 'method' | 'isConsequential'>): ConfirmationRule {
  const changes = !isRead(method)
  const matters = isConsequential ?? changes
  // What is deleted does not come back, whatever the document says of it.
  return { asks: matters || changes, mayAlwaysAllow: !matters && changes && method !== 'DELETE' }
}

export interface ToolHints {
  readOnlyHint?: boolean | undefined
  destructiveHint?: boolean | undefined
}

/** The same for an MCP tool, whose hints count as far as they are there: without any it may change and destroy. */
export function toToolRule({ readOnlyHint = false, destructiveHint = true }: ToolHints): ConfirmationRule {
  return { asks: !readOnlyHint, mayAlwaysAllow: !readOnlyHint && !destructiveHint }
}
