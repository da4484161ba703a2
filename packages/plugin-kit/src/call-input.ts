import { z } from 'zod'
import type { Action, InputSchema } from './define-action.ts'

const confirmationId = z
  .uuid()
  .optional()
  .describe('Leave out at first. Once the user has agreed on the confirmation’s page: its id, with the same arguments.')

/** What callers may send to an action: its own input, and the id of the confirmation where it asks first. */
export function toCallInput({ input, confirm }: Pick<Action, 'input' | 'confirm'>): InputSchema {
  return confirm ? input.safeExtend({ confirmationId }) : input
}
