import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Numbers of `docs/operate.md`: slow or oversized requests are dropped early, idle connections outlive those of the proxy. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 125_000,
  maxHeaderSize: 16_384,
  requireHostHeader: true,
}

const mostConnections = 2000

/** From here on idle connections are closed, so that nobody keeps others out by holding them. */
const crowded = 1800

/** The HTTP server of the gateway. What can't be parsed is answered as a problem and the connection closed. */
export function createGatewayServer(handler: (request: IncomingMessage, response: ServerResponse) => unknown): Server {
  const server = createServer(limits, handler)
  server.maxConnections = mostConnections
  // More fields than we allow, so that too many are seen and refused instead of silently dropped.
  server.maxHeadersCount = 400
  // No bytes for a minute: a reader that does not read, or an answer that does not come.
  server.timeout = 60_000
  server.on('clientError', answerUnparsable)
  server.on('checkExpectation', handler)
  const silent = new Set<Socket>()
  let open = 0
  silentConnections.set(server, silent)
  server.on('connection', (socket) => {
    silent.add(socket)
    open++
    if (open > crowded) makeRoom(server)
    socket.once('close', () => {
      silent.delete(socket)
      open--
    })
  })
  server.on('request', ({ socket }) => silent.delete(socket))
  return server
}

let roomMadeAt = 0

function makeRoom(server: Server): void {
  const now = performance.now()
  if (now - roomMadeAt < 500) return
  roomMadeAt = now
  server.closeIdleConnections()
}

const silentConnections = new WeakMap<Server, Set<Socket>>()

/** Ends connections on which no whole request ever came. Node does not count them as idle, so they would hold up a stop. */
export function closeSilentConnections(server: Server): void {
  for (const socket of silentConnections.get(server) ?? []) socket.destroy()
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
