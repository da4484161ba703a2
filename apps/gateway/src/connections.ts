import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** From here on idle connections are closed, so that nobody keeps others out by holding them. */
const crowded = 1800

/** Milliseconds without a byte after which a connection is over: a reader that does not read, or one that never asked. */
const patience = 60_000

interface Watch {
  /** The newest answer on this connection; none before the first whole request. */
  response: ServerResponse | undefined
  bytes: number
  changedAt: number
}

const watched = new WeakMap<Server, Map<Socket, Watch>>()

/** Ends connections that only hold a place. Looked at all together now and then: a timer for each costs a quarter of a request. */
export function watchConnections(server: Server): void {
  const watches = new Map<Socket, Watch>()
  watched.set(server, watches)
  let roomMadeAt = 0
  server.on('connection', (socket) => {
    watches.set(socket, { response: undefined, bytes: 0, changedAt: performance.now() })
    socket.once('close', () => watches.delete(socket))
    if (watches.size <= crowded || performance.now() - roomMadeAt < 500) return
    roomMadeAt = performance.now()
    server.closeIdleConnections()
  })
  server.on('request', ({ socket }, response) => {
    const watch = watches.get(socket)
    if (watch) watch.response = response
  })
  const timer = setInterval(() => closeStuckConnections(server, performance.now()), 5000).unref()
  server.once('close', () => clearInterval(timer))
}

/** Ends connections on which nothing moved for a minute although something should. Idle ones are Node's to end. */
export function closeStuckConnections(server: Server, now: number): void {
  for (const [socket, watch] of watched.get(server) ?? []) {
    const bytes = socket.bytesRead + socket.bytesWritten
    if (bytes !== watch.bytes || watch.response?.writableFinished) Object.assign(watch, { bytes, changedAt: now })
    else if (now - watch.changedAt >= patience) socket.destroy()
  }
}

/** Ends connections on which no whole request ever came. Node does not count them as idle, so they would hold up a stop. */
export function closeSilentConnections(server: Server): void {
  for (const [socket, watch] of watched.get(server) ?? []) if (!watch.response) socket.destroy()
}
