import { AppError } from '@patchbay/plugin-kit'
import type { Job } from '@patchbay/queue'

/** Jobs of others are as if they never were. */
export function orNotFound(job: Job | undefined): Job {
  if (job) return job
  throw new AppError('not_found', 'There is no such job. Jobs are kept for a week after their end.')
}
