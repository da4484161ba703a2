import { defineJob, type JobContext } from '@patchbay/plugin-kit'
import type { Services } from '../context.ts'

/** Removes files whose links have ended. */
export const removeExports = defineJob({
  name: 'removeExports',
  schedule: 'every 60 minutes',
  run: async (_input, { exports }: JobContext & Services) => ({ removed: await exports.removeExpired(new Date()) }),
})
