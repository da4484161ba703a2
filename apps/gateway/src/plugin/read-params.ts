import { AppError } from '@patchbay/plugin-kit'

/** Parameters that do not parse name nothing. */
export function readParams(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}
