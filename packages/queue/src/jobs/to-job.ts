import type { JobsTable } from '@patchbay/database'
import type { Selectable } from 'kysely'
import type { Job, JobProblem } from './job.ts'

export type JobRow = Selectable<JobsTable>

export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    plugin: row.plugin,
    name: row.name,
    status: row.status,
    version: row.version,
    progress: { fraction: row.progress_fraction, message: row.progress_message ?? undefined },
    isCancelling: row.status === 'running' && row.cancel_requested_at !== null,
    result: row.result ?? undefined,
    error: (row.error as JobProblem | null) ?? undefined,
    requestId: row.request_id,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
  }
}
