import { createServer as createPlainServer, request as httpRequest, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'

export interface Front extends AsyncDisposable {
  port: number
  /** Who answered which request, such as `1 POST /oauth/token`. */
  answered: string[]
  /** Which of them answers next; after it the one behind it, and so in turn. */
  next: number
}

/** Passes each request on to the next of several gateways, whatever connection it came by. With a certificate it speaks TLS. */
export async function startFront(ports: number[], certificate?: { key: string; cert: string }): Promise<Front> {
  const pass: RequestListener = (incoming, outgoing) => {
    const index = front.next++ % ports.length
    front.answered.push(`${index} ${incoming.method} ${incoming.url!.split('?')[0]}`)
    const { method, url: path, headers } = incoming
    const onward = httpRequest({ host: '127.0.0.1', port: ports[index], method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }
  const server = certificate ? createSecureServer(certificate, pass) : createPlainServer(pass)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const front: Front = {
    port: (server.address() as { port: number }).port,
    answered: [],
    next: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return front
}
