import { isFinal, type Job } from '@patchbay/queue'

/** A job as callers see it. */
export interface JobDocument {
  id: string
  action: string
  status: Job['status']
  progress: { fraction: number; message?: string }
  /** Of the output schema of the action. */
  result?: unknown
  error?: { code: string; status: number; detail: string; [member: string]: unknown }
  createdAt: string
  finishedAt?: string
  /** What to do now, for models. */
  next: string
}

export function toJobDocument(job: Job): JobDocument {
  const { id, name, status, progress, result, error, createdAt, finishedAt } = job
  return {
    id,
    action: name,
    status,
    progress: { fraction: progress.fraction, ...(progress.message !== undefined && { message: progress.message }) },
    ...(result !== undefined && { result: JSON.parse(result) as unknown }),
    ...(error && { error: { ...error.details, code: error.code, status: error.status, detail: error.detail } }),
    createdAt: createdAt.toISOString(),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    next: toNext(job),
  }
}

function toNext(job: Job): string {
  if (job.isCancelling) return 'It was asked to end. Ask getJob again in a few seconds whether it did, or was faster.'
  if (!isFinal(job)) return 'It is not done yet. Ask getJob again in a few seconds, or tell the user that it goes on by itself.'
  if (job.status === 'succeeded') return 'It is done: tell the user the result.'
  return job.status === 'cancelled' ? 'It was cancelled.' : 'It failed: tell the user why. Start it anew only if the user wants so.'
}
