import type { ToolExecution } from '@modelcontextprotocol/ext-tasks/client'
import { expect } from 'vitest'
import { readStructured, type Value } from './hands.ts'

/** Waits for the end of what the official requester of tasks has begun. */
export async function finishTask(name: string, execution: ToolExecution<unknown>): Promise<Value> {
  expect(execution.kind, name).toBe('task')
  const { outcome } = await execution.settle()
  expect(outcome.status, JSON.stringify(outcome)).toBe('completed')
  return { jobId: execution.handle!.taskId, result: readStructured(name, (outcome as { result: unknown }).result) }
}

export async function cancelTask(execution: ToolExecution<unknown>): Promise<string> {
  const { taskId } = execution.handle!
  await execution.cancel()
  expect((await execution.settle()).outcome.status).toBe('cancelled')
  return taskId
}
