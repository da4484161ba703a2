import type { Log } from '@patchbay/plugin-kit'
import type { JobRow } from '../jobs/to-job.ts'
import type { End } from './settle-jobs.ts'

interface Ended {
  end: End
  error: unknown
  seconds: number
  isWritten: boolean
}

/** One line for each attempt, with the request that started the job. */
export function logEnd(log: Log, row: JobRow, { end, error, seconds, isWritten }: Ended): void {
  const fields = {
    jobId: row.id,
    requestId: row.request_id,
    plugin: row.plugin,
    action: row.name,
    attempt: row.attempt,
    status: end.status,
    seconds: Math.round(seconds * 1_000) / 1_000,
  }
  if (!isWritten) log.warn(fields, 'job attempt came too late')
  else if (end.status === 'failed') log.error({ ...fields, err: error }, 'job failed')
  else if (error !== undefined) log.warn({ ...fields, err: error }, 'job attempt ended without success')
  else log.info(fields, 'job done')
}
