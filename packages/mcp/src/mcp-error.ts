/** An error of the protocol: answered as the `error` member of a JSON-RPC response. */
export class McpError extends Error {
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.name = 'McpError'
    this.code = code
    this.data = data
  }
}

/** JSON-RPC and MCP codes that this package gives itself. */
export const mcpCode = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  headerMismatch: -32020,
  missingCapability: -32021,
  urlElicitationRequired: -32042,
} as const
