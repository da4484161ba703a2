import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { watchConnections } from './connections.ts'

/** Numbers of `docs/operate.md`: slow or oversized requests are dropped early, idle connections outlive those of the proxy. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 125_000,
  maxHeaderSize: 16_384,
  requireHostHeader: true,
}

/** The HTTP server of the gateway. What can't be parsed is answered as a problem and the connection closed. */
export function createGatewayServer(handler: (request: IncomingMessage, response: ServerResponse) => unknown): Server {
  const server = createServer(limits, handler)
  server.maxConnections = 2000
  // More fields than we allow, so that too many are seen and refused instead of silently dropped.
  server.maxHeadersCount = 400
  server.on('clientError', answerUnparsable)
  server.on('checkExpectation', handler)
  watchConnections(server)
  return server
}

const statusByCode: Record<string, [status: number, title: string, code: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'headers_too_large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'Payload Too Large', 'payload_too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'timeout'],
}

function answerUnparsable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || socket.destroyed || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [status, title, code] = statusByCode[error.code ?? ''] ?? [400, 'Bad Request', 'invalid_request']
  const requestId = randomUUID()
  const body = JSON.stringify({ type: 'about:blank', title, status, code, detail: 'This is not a request this server reads.', requestId })
  const headers = [
    `HTTP/1.1 ${status} ${title}`,
    'connection: close',
    `x-request-id: ${requestId}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    'referrer-policy: no-referrer',
    "content-security-policy: default-src 'none'; frame-ancestors 'none'",
  ]
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`)
}
