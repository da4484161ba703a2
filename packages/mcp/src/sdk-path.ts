import { toNodeHandler, type NodeIncomingMessageLike } from '@modelcontextprotocol/node'
import {
  createMcpHandler,
  ProtocolError,
  Server,
  type CallToolRequest,
  type ServerCapabilities,
  type ServerContext,
} from '@modelcontextprotocol/server'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { createListResults } from './list-result.ts'
import { McpError, mcpCode } from './mcp-error.ts'
import { capabilitiesKey } from './plain-request.ts'
import type { Era, McpService, ToolCall, ToolResult } from './service.ts'
import { toToolResult } from './tool-text.ts'

export interface SdkPath<Caller> {
  /** Answers the request. `body` is its JSON value, read and checked already. */
  answer(request: IncomingMessage, response: ServerResponse, options: { body: unknown; caller: Caller }): Promise<void>
  close(): Promise<void>
}

export interface SdkPathOptions {
  /** Told about bugs; what a caller did wrong is answered, not told. */
  onError: (error: Error) => void
}

/** The official SDK, stateless, one low-level server a request, over the same service as the thin path. */
export function createSdkPath<Caller>(service: McpService<Caller>, { onError }: SdkPathOptions): SdkPath<Caller> {
  const listResults = createListResults(service)
  const handler = createMcpHandler(({ authInfo, era }) =>
    createServer(service, { caller: authInfo!.extra!['caller'] as Caller, era, listResults, onError }),
  )
  const listen = toNodeHandler(handler, { onerror: onError })
  return {
    async answer(request, response, { body, caller }) {
      // The SDK carries along whatever stands here and looks at none of it: who calls was found out before.
      const auth = { token: '', clientId: '', scopes: [], extra: { caller } }
      await listen(Object.assign(request, { auth }) as NodeIncomingMessageLike, response, body)
    },
    close: () => handler.close(),
  }
}

interface ServerOptions<Caller> {
  caller: Caller
  era: Era
  listResults: (era: Era, caller: Caller) => string
  onError: (error: Error) => void
}

function createServer<Caller>(service: McpService<Caller>, { caller, era, listResults, onError }: ServerOptions<Caller>): Server {
  const { serverInfo, instructions, capabilities, cache } = service
  const cacheHints = Object.fromEntries(cacheable.map((method) => [method, cache]))
  const server = new Server(serverInfo, {
    capabilities: toCapabilities(capabilities, era),
    cacheHints,
    ...(instructions && { instructions }),
  })
  const guard = (answer: Promise<ToolResult>) => answer.catch((error: unknown) => refuse(error, onError)) as Promise<never>
  server.setRequestHandler('tools/list', () => JSON.parse(listResults('legacy', caller)) as never)
  server.setRequestHandler('tools/call', (request, context) =>
    guard(service.callTool(toToolCall(request.params, context, era), caller).then(toToolResult)),
  )
  for (const [method, handle] of Object.entries(service.methods)) {
    const answer = (params: object | undefined, context: ServerContext) =>
      guard(handle((params ?? {}) as Record<string, unknown>, { caller, era, ...toExchange(context, era) }))
    if (specified.has(method)) server.setRequestHandler(method as 'resources/read', ({ params }, context) => answer(params, context))
    else server.setRequestHandler(method, anyParams, answer)
  }
  return server
}

/** Tasks are an extension from 2026 on, and no capability besides. */
function toCapabilities(capabilities: ServerCapabilities, era: Era): ServerCapabilities {
  const { tasks: _, ...modern } = capabilities
  return era === 'modern' ? modern : capabilities
}

/** What is the same for everybody; what is read may be one person's, and is then kept by nobody. */
const cacheable = ['tools/list', 'prompts/list', 'resources/list', 'resources/templates/list', 'server/discover']

/** Methods whose parameters the SDK checks itself; others it takes as they are. */
const specified = new Set([
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
])

const anyParams = { params: z.looseObject({}) }

function toToolCall(params: CallToolRequest['params'], context: ServerContext, era: Era): ToolCall {
  const { task } = params as { task?: { ttl?: number } }
  return {
    name: params.name,
    arguments: params.arguments ?? {},
    era,
    // From 2026 on it is for the server to say what becomes a task.
    task: era === 'legacy' ? task : undefined,
    progress: createProgress(context),
    ...toExchange(context, era),
  }
}

function toExchange({ mcpReq }: ServerContext, era: Era) {
  const meta = { ...mcpReq._meta, ...mcpReq.envelope } as Record<string, unknown>
  return {
    meta,
    clientCapabilities: era === 'modern' ? (meta[capabilitiesKey] as Record<string, unknown>) : undefined,
    inputResponses: mcpReq.inputResponses,
    requestState: mcpReq.requestState<string>(),
  }
}

/** Notifications of one request go out in their order; one that can't is lost, since its reader has gone. */
function createProgress({ mcpReq }: ServerContext): ToolCall['progress'] {
  const progressToken = mcpReq._meta?.progressToken
  if (progressToken === undefined) return undefined
  return (progress, message) => {
    const params = { progressToken, progress, total: 1, ...(message !== undefined && { message }) }
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined)
  }
}

function refuse(error: unknown, onError: (error: Error) => void): never {
  if (error instanceof McpError) throw new ProtocolError(error.code, error.message, error.data)
  onError(error instanceof Error ? error : new Error('not an error was thrown', { cause: error }))
  throw new ProtocolError(mcpCode.internal, 'Something went wrong on our side. Try again later.')
}
