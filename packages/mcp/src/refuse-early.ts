import type { IncomingHttpHeaders } from 'node:http'
import { mcpCode } from './mcp-error.ts'
import { modernVersion, versionKey } from './plain-request.ts'
import type { ThinAnswer } from './thin-path.ts'

/**
 * What the SDK would take, though it should not be, or refuse as a fault of its own: several messages at once, of which only
 * 2025-03-26 knew and which would count as one request, and parameters of another type. From 2026 on the headers are looked at first, by it.
 */
export function refuseEarly(headers: IncomingHttpHeaders, body: unknown): ThinAnswer | undefined {
  if (Array.isArray(body) && body.length > 0) return refuse(400, null, mcpCode.invalidRequest, 'Send one message at a time.')
  const { id, method, params } = toObject(body)
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof method !== 'string') return undefined
  const given = toObject(params)
  const isModern = headers['mcp-protocol-version'] === modernVersion || versionKey in toObject(given['_meta'])
  if (isModern) return refuseTaskName(headers, { id, method, taskId: given['taskId'] })
  const needed = shapes.get(method)
  if (!needed) return undefined
  const wrong = Object.entries(needed).find(([name, type]) => typeof given[name] !== type || given[name] === null)
  return wrong && refuse(200, id, mcpCode.invalidParams, `params.${wrong[0]} must be a JSON ${wrong[1]}.`)
}

/** The parameters that are needed, by method. */
const shapes = new Map<string, Record<string, 'string' | 'object'>>([
  ['initialize', { protocolVersion: 'string', capabilities: 'object', clientInfo: 'object' }],
  ['prompts/get', { name: 'string' }],
  ['resources/read', { uri: 'string' }],
])

/** The SDK knows of no tasks from 2026 on, nor that `Mcp-Name` names them (Tasks, Streamable HTTP: Routing Headers). */
function refuseTaskName(
  headers: IncomingHttpHeaders,
  { id, method, taskId }: { id: string | number; method: string; taskId: unknown },
): ThinAnswer | undefined {
  if (!taskMethods.has(method) || typeof taskId !== 'string' || headers['mcp-name'] === taskId) return undefined
  return refuse(400, id, mcpCode.headerMismatch, 'The header Mcp-Name must be params.taskId.')
}

const taskMethods = new Set(['tasks/get', 'tasks/update', 'tasks/cancel'])

function refuse(status: number, id: string | number | null, code: number, message: string): ThinAnswer {
  return { status, text: JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } }) }
}

function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
