import type { IncomingHttpHeaders } from 'node:http'
import type { Era } from './service.ts'

/** A `tools/list` (without `name`) or `tools/call` that leaves nothing to decide. */
export interface PlainRequest {
  era: Era
  id: string | number
  name: string | undefined
  arguments: Record<string, unknown>
  meta: Record<string, unknown>
  clientCapabilities: Record<string, unknown> | undefined
  task: { ttl?: number } | undefined
}

export const modernVersion = '2026-07-28'
const legacyVersions = new Set(['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'])

export const versionKey = 'io.modelcontextprotocol/protocolVersion'
export const capabilitiesKey = 'io.modelcontextprotocol/clientCapabilities'
const clientKey = 'io.modelcontextprotocol/clientInfo'

/** Undefined for everything that is not plainly one of the two: other methods, and whatever needs a second look. */
export function readPlainRequest(headers: IncomingHttpHeaders, body: unknown): PlainRequest | undefined {
  if (!isObject(body) || body['jsonrpc'] !== '2.0' || !acceptsBoth(headers.accept)) return undefined
  const { id, method, params = {} } = body
  if (!isId(id) || !isObject(params)) return undefined
  if (method !== 'tools/call' && method !== 'tools/list') return undefined
  const { _meta: meta = {} } = params
  if (!isObject(meta)) return undefined
  const era = readEra(headers, method, { meta, params })
  if (!era || !hasOnly(params, method === 'tools/call' ? callMembers[era] : listMembers)) return undefined
  const { task } = params as { task?: { ttl?: number } }
  // Progress needs a stream; a task has its own way to tell of it. The SDK refuses the answer that 2025-11-25 has for a task.
  if (task === undefined ? 'progressToken' in meta : !isTask(task)) return undefined
  const name = method === 'tools/call' ? params['name'] : undefined
  const { arguments: given = {} } = params
  if (method === 'tools/call' && (typeof name !== 'string' || !isObject(given))) return undefined
  return {
    era,
    id,
    name: name as string | undefined,
    arguments: given as Record<string, unknown>,
    meta,
    task,
    clientCapabilities: era === 'modern' ? (meta[capabilitiesKey] as Record<string, unknown>) : undefined,
  }
}

const listMembers = new Set(['_meta'])
const callMembers = {
  modern: new Set(['_meta', 'name', 'arguments']),
  legacy: new Set(['_meta', 'name', 'arguments', 'task']),
}

function isTask(task: unknown): boolean {
  return isObject(task) && (task['ttl'] === undefined || typeof task['ttl'] === 'number')
}

function hasOnly(params: Record<string, unknown>, known: ReadonlySet<string>): boolean {
  for (const member in params) if (!known.has(member)) return false
  return true
}

/** The headers must repeat what the body says (2026-07-28, Streamable HTTP); where they do not quite, it is not plain. */
function readEra(
  headers: IncomingHttpHeaders,
  method: string,
  { meta, params }: { meta: Record<string, unknown>; params: Record<string, unknown> },
): Era | undefined {
  const version = headers['mcp-protocol-version']
  const claimed = meta[versionKey]
  if (claimed === undefined) return isLegacy(headers, meta) ? 'legacy' : undefined
  const named = method === 'tools/call' ? headers['mcp-name'] === params['name'] : headers['mcp-name'] === undefined
  const isModern = claimed === modernVersion && version === modernVersion && headers['mcp-method'] === method && named
  return isModern && isPlainCapabilities(meta[capabilitiesKey]) && isClientInfo(meta[clientKey]) ? 'modern' : undefined
}

function isLegacy(headers: IncomingHttpHeaders, meta: Record<string, unknown>): boolean {
  const version = headers['mcp-protocol-version']
  if (version !== undefined && !(typeof version === 'string' && legacyVersions.has(version))) return false
  return !(capabilitiesKey in meta || clientKey in meta)
}

/** Capabilities are objects in objects; which ones is for those who use them to look at. */
function isPlainCapabilities(value: unknown): boolean {
  if (!isObject(value)) return false
  for (const name in value) if (!isObject(value[name])) return false
  return true
}

function isClientInfo(value: unknown): boolean {
  return value === undefined || (isObject(value) && typeof value['name'] === 'string' && typeof value['version'] === 'string')
}

function acceptsBoth(accept: string | undefined): boolean {
  return accept !== undefined && accept.includes('application/json') && accept.includes('text/event-stream')
}

function isId(id: unknown): id is string | number {
  return typeof id === 'string' || Number.isSafeInteger(id)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
