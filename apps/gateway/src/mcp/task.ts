import { mcpCode, type ToolResult } from '@patchbay/mcp'
import type { Job } from '@patchbay/queue'

/** Milliseconds a client should wait before it asks again. */
const pollEvery = 1_000

/** The extension `io.modelcontextprotocol/tasks` of 2026-07-28. */
export const tasksExtension = 'io.modelcontextprotocol/tasks'

/** Whether a client that declares this follows tasks of the extension. */
export function knowsTasks(capabilities: Record<string, unknown> | undefined): boolean {
  const { extensions } = (capabilities ?? {}) as { extensions?: Record<string, unknown> }
  return typeof extensions === 'object' && extensions !== null && tasksExtension in extensions
}

/** A job as a task, with what came of it. */
export function toTask(job: Job): ToolResult {
  return { ...toShared(job), ttlMs: null, pollIntervalMs: pollEvery, ...toEnd(job) }
}

/** What the action refused is a result too, which the model reads; what went wrong on our side is none. */
function toEnd(job: Job): ToolResult {
  const { status, error } = job
  if (status === 'cancelled') return { status }
  if (status === 'failed' && error && error.status >= 500)
    return { status, error: { code: mcpCode.internal, message: error.detail, data: error } }
  if (status === 'queued' || status === 'running') return { status: 'working' }
  return { status: 'completed', result: { resultType: 'complete', ...toJobResult(job) } }
}

/** A job as a task of 2025-11-25, which says `failed` of a refusal and has the result elsewhere. */
export function toOldTask(job: Job): ToolResult {
  const statuses = { queued: 'working', running: 'working', succeeded: 'completed', failed: 'failed', cancelled: 'cancelled' }
  return { ...toShared(job), status: statuses[job.status], ttl: null, pollInterval: pollEvery }
}

/** What the tool would have answered. */
export function toJobResult(job: Job): ToolResult {
  if (job.result !== undefined)
    return { content: [{ type: 'text', text: job.result }], structuredContent: JSON.parse(job.result) as object }
  const text = job.status === 'cancelled' ? 'It was cancelled.' : (job.error?.detail ?? 'It is not over yet.')
  return { content: [{ type: 'text', text }], isError: true, ...(job.error && { _meta: { 'patchbay/problem': job.error } }) }
}

function toShared({ id, progress, createdAt, finishedAt, error }: Job) {
  const statusMessage = error?.detail ?? progress.message
  return {
    taskId: id,
    createdAt: createdAt.toISOString(),
    lastUpdatedAt: (finishedAt ?? new Date()).toISOString(),
    ...(statusMessage !== undefined && { statusMessage }),
  }
}
