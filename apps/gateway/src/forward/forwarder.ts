import { AppError } from '@patchbay/plugin-kit'
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Call } from '../call.ts'
import { toEndToEnd } from './end-to-end.ts'
import { hopHeader, type Hops } from './hops.ts'

/** Sends requests to the gateway that serves a plugin in this one's place. */
export interface Forwarder {
  /**
   * Sends the request as it came and its answer back as it comes.
   *
   * @param body what was read of it already; streamed when left out
   * @throws AppError `unavailable` when the gateway can't be reached; `timeout` when it does not answer
   */
  forward(ctx: Call, options: { body?: Buffer; isCounted: boolean }): Promise<void>
  close(): void
}

export interface ForwarderOptions {
  /** The plugin. */
  name: string
  /** Where its gateway is: `http://gateway-flights:3000`. */
  service: string
  /** Milliseconds until an answer must have begun. */
  timeout: number
  hops: Hops
}

/** A gateway is replaced while requests come: for so many milliseconds it is tried again to reach one. */
const patience = 2_000
const pause = 100

/** Milliseconds that a connection is kept for the next request: less than a stopping gateway still answers. */
const idle = 1_000

export function createForwarder({ name, service, timeout, hops }: ForwarderOptions): Forwarder {
  const { protocol, hostname, port } = new URL(service)
  const isTls = protocol === 'https:'
  const agent = new (isTls ? TlsAgent : Agent)({ keepAlive: true, timeout: idle })
  const start = (ctx: Call, hop: string, body: Buffer | undefined): ClientRequest => {
    const { req } = ctx
    const headers = body
      ? [...toEndToEnd(req.rawHeaders, hopHeader, 'content-length'), 'content-length', String(body.length)]
      : toEndToEnd(req.rawHeaders, hopHeader)
    headers.push(hopHeader, hop)
    const target = { hostname, port, agent, method: req.method!, path: req.url!, headers }
    return (isTls ? tlsRequest : request)(target)
  }
  return {
    async forward(ctx, { body, isCounted }) {
      const { requestId, address, headers } = ctx.state
      ctx.state.isForwarded = true
      const answer = await reach(() => start(ctx, hops.sign({ requestId, address, isCounted }), body), { ctx, body, name, timeout })
      ctx.respond = false
      const isEnding = headers.includes('connection')
      ctx.res.writeHead(answer.statusCode!, [...toEndToEnd(answer.rawHeaders), ...(isEnding ? ['connection', 'close'] : [])])
      // Whichever of the two ends first ends the other.
      await pipeline(answer, ctx.res).catch(() => undefined)
    },
    close: () => agent.destroy(),
  }
}

interface Reaching {
  ctx: Call
  body: Buffer | undefined
  name: string
  timeout: number
}

/** As long as nothing was sent it can be tried again. */
async function reach(start: () => ClientRequest, { ctx, body, name, timeout }: Reaching): Promise<IncomingMessage> {
  for (const until = performance.now() + patience; ; await wait(pause)) {
    const asking = start()
    try {
      await connect(asking)
    } catch (error) {
      if (performance.now() < until) continue
      throw new AppError('unavailable', `${name} can’t be reached at the moment. Try again in a moment.`, {
        headers: { 'retry-after': '5' },
        cause: error,
      })
    }
    return ask(asking, { ctx, body, name, timeout })
  }
}

async function connect(asking: ClientRequest): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    asking.once('error', reject)
    asking.once('socket', (socket) => {
      if (!socket.connecting) return resolve()
      socket.once('connect', resolve)
      socket.setTimeout(idle, () => socket.connecting && asking.destroy(new Error('connecting took too long')))
    })
  })
}

async function ask(asking: ClientRequest, { ctx, body, name, timeout }: Reaching): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const timer = setTimeout(() => asking.destroy(new AppError('timeout', `${name} takes too long to answer. Try again later.`)), timeout)
  asking.once('response', resolve)
  asking.on('error', (error) => reject(error instanceof AppError ? error : lost(name, error)))
  ctx.res.once('close', () => asking.destroy())
  if (body) asking.end(body)
  else ctx.req.pipe(asking)
  return promise.finally(() => clearTimeout(timer))
}

function lost(name: string, cause: Error): AppError {
  return new AppError('unavailable', `${name} did not answer. It may have done what was asked: look before you try again.`, { cause })
}
