import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { closeStuckConnections, watchConnections } from './connections.ts'

async function startServer(listener: RequestListener): Promise<Server> {
  const server = createServer(listener)
  watchConnections(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function open(server: Server, text: string): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
  return socket
}

/** Looks twice: when bytes last moved, and so many milliseconds later. */
function pass(server: Server, milliseconds: number): void {
  const now = performance.now()
  closeStuckConnections(server, now)
  closeStuckConnections(server, now + milliseconds)
}

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

describe('connections', () => {
  it('are ended when an answer has not moved for a minute', async () => {
    const asked = Promise.withResolvers<void>()
    const server = await startServer(() => asked.resolve())
    const socket = await open(server, get)
    await asked.promise
    pass(server, 59_000)
    expect(socket.closed).toBe(false)
    const closed = once(socket.resume(), 'close')
    pass(server, 120_000)
    await closed
    server.close()
  })

  it('are kept while they idle between two requests', async () => {
    const server = await startServer((_, response) => response.end('one'))
    const socket = await open(server, get)
    await once(socket, 'data')
    pass(server, 120_000)
    socket.write(get)
    expect(String((await once(socket, 'data'))[0])).toContain('200 OK')
    socket.destroy()
    server.close()
  })

  it('are ended when they never ask', async () => {
    const server = await startServer((_, response) => response.end())
    const taken = once(server, 'connection')
    const socket = await open(server, '')
    await taken
    const closed = once(socket.resume(), 'close')
    pass(server, 61_000)
    await closed
    server.close()
  })
})
