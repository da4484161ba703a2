import type { Config } from '@patchbay/config'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import { AppError } from '@patchbay/plugin-kit'
import { toProblem } from './problem.ts'
import { createGatewayServer } from './server.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

/** The port, open before there is anything to serve, so that whoever looks after the process sees that it lives. */
export interface FrontDoor {
  server: Server
  /** From now on requests go here. */
  serve(listener: Listener): void
}

/** Listens; answers `/livez` with 200 and everything else with 503 until there is a listener. */
export async function openFrontDoor({ port, address }: Pick<Config, 'port' | 'address'>): Promise<FrontDoor> {
  let current: Listener = answerStarting
  const server = createGatewayServer((request, response) => current(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    server,
    serve(listener) {
      current = listener
    },
  }
}

/** Says that nothing was done, and never will be here: whoever sends a request on may ask another gateway. */
export const startingHeader = 'patchbay-starting'

const answerStarting: Listener = ({ url }, response) => {
  const isLive = url === '/livez'
  const isProbe = isLive || url === '/readyz'
  const error = new AppError('unavailable', 'This Patchbay is starting. Try again in a moment.')
  const body = isProbe ? (isLive ? 'ok\n' : 'not ready\n') : JSON.stringify(toProblem(error, randomUUID()))
  response.writeHead(isLive ? 200 : 503, {
    'content-type': isProbe ? 'text/plain; charset=utf-8' : 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
    [startingHeader]: '1',
    ...(isLive ? {} : { 'retry-after': '1' }),
  })
  response.end(body)
}
