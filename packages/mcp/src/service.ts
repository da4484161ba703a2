import type { Implementation, ServerCapabilities, Tool } from '@modelcontextprotocol/server'

/** `modern` is 2026-07-28, `legacy` everything before it, which begins with `initialize`. */
export type Era = 'modern' | 'legacy'

/** A tool as hosts read it. More members than the SDK knows, such as `securitySchemes`, are kept. */
export type ToolDescriptor = Tool & Readonly<Record<string, unknown>>

/** One `tools/call`, whichever path it came by. */
export interface ToolCall {
  name: string
  arguments: Record<string, unknown>
  meta: Record<string, unknown>
  era: Era
  /** What the client declared with this very request; undefined in the legacy era, where it is not known. */
  clientCapabilities: Record<string, unknown> | undefined
  /** The `task` of 2025-11-25: the client wants a task instead of the result. */
  task: { ttl?: number } | undefined
  /** What the client answers to the requests of an earlier `input_required` result. */
  inputResponses: Record<string, unknown> | undefined
  requestState: string | undefined
  /** Sends `notifications/progress`; undefined where the caller did not ask for it. */
  progress: ((fraction: number, message?: string) => void) | undefined
}

/** What a tool gives: the JSON text of its structured content, or a whole result. */
export type ToolOutcome = { structured: string } | { result: ToolResult }

/** A `CallToolResult`, `input_required` result or task; a JSON value. */
export type ToolResult = Record<string, unknown>

/** The answer to any method but `tools/list` and `tools/call`. */
export type MethodHandler<Caller> = (params: Record<string, unknown>, context: MethodContext<Caller>) => Promise<ToolResult>

export interface MethodContext<Caller> {
  caller: Caller
  meta: Record<string, unknown>
  era: Era
  /** As in a `ToolCall`. */
  clientCapabilities: Record<string, unknown> | undefined
  inputResponses: Record<string, unknown> | undefined
  requestState: string | undefined
}

/** Everything an MCP server offers, made once. `Caller` is what the transport knows of who asks. */
export interface McpService<Caller> {
  serverInfo: Implementation
  instructions?: string
  /** In the words of both eras. */
  capabilities: ServerCapabilities
  /** In the order in which they are listed: the same for everybody, unless `listFor` says otherwise. */
  tools: readonly ToolDescriptor[]
  /** How long a list may be kept, in milliseconds, and whether by a shared cache. */
  cache: { ttlMs: number; cacheScope: 'public' | 'private' }
  /** Which of the tools a caller gets to see; a key for each different choice, undefined for all. */
  listFor?: (caller: Caller) => { key: string; has: (tool: ToolDescriptor) => boolean } | undefined
  /** @throws McpError for what is no tool result: an unknown tool. */
  callTool: (call: ToolCall, caller: Caller) => Promise<ToolOutcome>
  /** By name, such as `resources/read` or `tasks/get`. */
  methods: Readonly<Record<string, MethodHandler<Caller>>>
}
