export { McpError, mcpCode } from './mcp-error.ts'
export { createMcpEndpoint, type McpEndpoint } from './mcp-endpoint.ts'
export { createStateSeal, type StateSeal } from './state-seal.ts'
export type { Era, McpService, MethodContext, MethodHandler, ToolCall, ToolDescriptor, ToolOutcome, ToolResult } from './service.ts'
