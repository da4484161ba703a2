import { AppError } from '@patchbay/plugin-kit'
import type { Site } from './site.ts'

/** The host of a plugin that could not be started. The log says why; callers only learn that it is so. */
export function createBrokenSite(name: string): Site {
  return {
    name,
    answer() {
      throw new AppError('unavailable', `${name} is not available at the moment.`, { headers: { 'retry-after': '60' } })
    },
  }
}
