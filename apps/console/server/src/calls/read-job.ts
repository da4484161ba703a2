import type { Job } from '../api.ts'

/** Characters of what a job says, and of its result: as of other answers. */
const mostOfWords = 1000
const mostOfResult = 100_000

const states: Record<string, Job['state']> = {
  queued: 'queued',
  pending: 'queued',
  accepted: 'queued',
  running: 'running',
  working: 'running',
  in_progress: 'running',
  succeeded: 'done',
  success: 'done',
  completed: 'done',
  done: 'done',
  failed: 'failed',
  error: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
}

/** What a plugin says of a job, in words of ours. It takes what other plugins than ours say, too. */
export function readJob(id: string, text: string): Job {
  const value = parse(text)
  const { status, progress, result, error } = value
  const state = states[String(status ?? value['state']).toLowerCase()] ?? 'running'
  const { fraction, message } = toObject(progress)
  const number = typeof progress === 'number' ? progress : fraction
  const isOver = state !== 'queued' && state !== 'running'
  return {
    id,
    state,
    progress: typeof number === 'number' && number >= 0 && number <= 1 ? number : null,
    message: toShort(message) ?? toShort(value['message']),
    canCancel: !isOver,
    result: state === 'done' && result !== undefined ? JSON.stringify(result).slice(0, mostOfResult) : null,
    problem: state === 'failed' ? toProblem(error) : null,
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return toObject(JSON.parse(text))
  } catch {
    return {}
  }
}

function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function toProblem(error: unknown): string {
  const { detail, message } = toObject(error)
  const text = typeof error === 'string' ? error : (detail ?? message)
  return toShort(text) ?? 'The job failed.'
}

function toShort(text: unknown): string | null {
  return typeof text === 'string' ? text.slice(0, mostOfWords) : null
}
