import type { Answer, TestGateway } from './start-test-gateway.ts'

/** A message and the headers that go with it. */
export interface Message {
  body: { jsonrpc: '2.0'; id?: string | number; method: string; params?: Record<string, unknown> }
  headers: Record<string, string>
}

const accept = 'application/json, text/event-stream'

/** A request of 2026-07-28. */
export function modern(method: string, params: Record<string, unknown> = {}, capabilities: object = {}): Message {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': capabilities,
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    ...(params['_meta'] as object | undefined),
  }
  const name = params['name'] ?? params['uri'] ?? params['taskId']
  return {
    body: { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } },
    headers: {
      accept,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(typeof name === 'string' && { 'mcp-name': name }),
    },
  }
}

/** A request of 2025-11-25. */
export function legacy(method: string, params?: Record<string, unknown>): Message {
  return { body: { jsonrpc: '2.0', id: 1, method, ...(params && { params }) }, headers: { accept, 'mcp-protocol-version': '2025-11-25' } }
}

export interface RpcAnswer extends Answer {
  /** The message, out of JSON or of an event stream's last event. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  message: any
}

export function createMcpClient(gateway: TestGateway, host: string) {
  return async ({ body, headers }: Message, options: { key?: string; headers?: Record<string, string> } = {}): Promise<RpcAnswer> => {
    const answer = await gateway.ask(host, '/mcp', {
      body,
      headers: { ...headers, ...options.headers },
      ...(options.key && { key: options.key }),
    })
    return Object.assign(Object.create(answer), { message: readMessage(answer) })
  }
}

function readMessage({ text, headers }: Answer): unknown {
  if (headers['content-type']?.startsWith('application/json')) return JSON.parse(text)
  const events = [...text.matchAll(/^data: ([^\n]+)$/gm)]
  return events.length === 0 ? undefined : JSON.parse(events.at(-1)![1]!)
}
