import type { Principal } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import { Agent, request, type IncomingMessage } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { pipeline } from 'node:stream/promises'
import { urlToHttpOptions } from 'node:url'
import type { Call } from '../call.ts'
import { collectBytes } from '../json/read-bytes.ts'
import { createInFlight } from '../plugin/in-flight.ts'
import { toAnswerHeaders, toRequestHeaders } from './forwarded-headers.ts'
import type { Hops } from './hops.ts'
import { reach } from './reach.ts'

/** Sends requests to the gateway that serves a plugin in this one's place. */
export interface Forwarder {
  /**
   * Sends the request as it came and its answer back as it comes.
   *
   * @throws AppError `unavailable` when the gateway can't be reached or has too much to do; `timeout` when it does not answer
   */
  forward(ctx: Call, options?: ForwardOptions): Promise<void>
  close(): void
}

export interface ForwardOptions {
  /** The body, where it was read already. */
  body?: Buffer
  /** Who calls, once they were counted. */
  principal?: Principal
  /** Milliseconds until the answer must have begun; time for the longest action when left out. */
  timeout?: number | undefined
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

/** Milliseconds that a connection is kept for the next request: less than a stopping gateway still answers. */
const idle = 1_000

export function createForwarder({ name, service, timeout: longest, hops }: ForwarderOptions): Forwarder {
  const { protocol, hostname, port } = urlToHttpOptions(new URL(service))
  const isTls = protocol === 'https:'
  const agent = new (isTls ? TlsAgent : Agent)({ keepAlive: true, timeout: idle })
  const inFlight = createInFlight(name)
  const ask = async (ctx: Call, { principal, timeout = longest, ...read }: ForwardOptions): Promise<IncomingMessage> => {
    // Whole, so that it can be sent to another gateway when the first is only starting.
    const body = read.body ?? (await collectBytes(ctx.req))
    using slot = inFlight.enter(timeout)
    const path = ctx.req.url!
    const start = () => {
      const headers = toRequestHeaders(ctx, { hops, length: body.length, principal })
      return (isTls ? tlsRequest : request)({ hostname, port, agent, method: ctx.req.method!, path, headers })
    }
    return (await slot.race(reach(start, { ctx, body, name, signal: slot.signal }))) as IncomingMessage
  }
  return {
    async forward(ctx, options = {}) {
      refuseCircle(ctx, name)
      const answer = await ask(ctx, options)
      ctx.state.isForwarded = true
      ctx.respond = false
      ctx.res.writeHead(answer.statusCode!, toAnswerHeaders(ctx, answer))
      // Whichever of the two ends first ends the other.
      await pipeline(answer, ctx.res).catch(() => undefined)
    },
    close: () => agent.destroy(),
  }
}

/** Two gateways that each say a plugin is at the other would send its requests round for ever. */
function refuseCircle({ state }: Call, name: string): void {
  if (!state.hop) return
  const cause = new Error(`PLUGIN_SERVICES names ${name} at both gateways: leave it out at the one that serves it`)
  throw new AppError('unavailable', `${name} is not available at the moment.`, { cause, headers: { 'retry-after': '60' } })
}
