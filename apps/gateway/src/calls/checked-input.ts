import type { Action } from '@patchbay/plugin-kit'

/** What a caller sent, after it was checked. */
export interface CheckedInput {
  /** The action's own input. */
  input: unknown
  /** The confirmation that stood beside it, where the action asks first. */
  confirmationId: string | undefined
}

/** @param parsed keeps to `toCallInput(action)` */
export function toCheckedInput({ confirm }: Action, parsed: unknown): CheckedInput {
  if (!confirm) return { input: parsed, confirmationId: undefined }
  const { confirmationId, ...input } = parsed as { confirmationId?: string }
  return { input, confirmationId }
}
