import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way to a server that can fall silent: nothing passes any more, and no connection is closed. */
export interface SilentProxy {
  port: number
  /** How many connections were made through it. */
  connections: () => number
  silence: () => void
  speak: () => void
  close: () => void
}

export async function startSilentProxy(target: number): Promise<SilentProxy> {
  const pairs: [Socket, Socket][] = []
  let silent = false
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) socket.on('error', () => {})
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
    pairs.push([client, upstream])
    if (!silent) join(client, upstream)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const silence = () => {
    silent = true
    for (const [client, upstream] of pairs) part(client, upstream)
  }
  const speak = () => {
    silent = false
    for (const [client, upstream] of pairs) join(client, upstream)
  }
  const close = () => {
    server.close()
    for (const [client] of pairs) client.destroy()
  }
  return { port, connections: () => pairs.length, silence, speak, close }
}

function join(client: Socket, upstream: Socket): void {
  client.pipe(upstream)
  upstream.pipe(client)
}

function part(client: Socket, upstream: Socket): void {
  client.unpipe(upstream).pause()
  upstream.unpipe(client).pause()
}
