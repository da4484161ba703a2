import type { Principal } from '@patchbay/auth'
import { isTracing, toTraceparent } from '@patchbay/trace'
import type { IncomingMessage } from 'node:http'
import type { Call } from '../call.ts'
import { toEndToEnd } from './end-to-end.ts'
import { hopHeader, type Hops } from './hops.ts'

export interface ForwardedRequest {
  hops: Hops
  /** Bytes of the body. */
  length: number
  /** Who calls, once they were counted. */
  principal: Principal | undefined
}

/** The fields of a request that is sent on. A credential that was checked here stays here: it may open other plugins too. */
export function toRequestHeaders({ req, state }: Call, { hops, length, principal }: ForwardedRequest): string[] {
  const traceparent = isTracing() ? toTraceparent() : undefined
  const replaced = [hopHeader, 'content-length', ...(principal ? ['authorization'] : []), ...(traceparent ? ['traceparent'] : [])]
  const { requestId, address } = state
  return [
    ...toEndToEnd(req.rawHeaders, ...replaced),
    // Even where there is none: a POST without it would be sent as if one followed (RFC 9112 §6.3).
    'content-length',
    String(length),
    ...(traceparent ? ['traceparent', traceparent] : []),
    hopHeader,
    hops.sign({ requestId, address, principal }, req),
  ]
}

/** The fields of an answer that came back: what was counted here is told here. */
export function toAnswerHeaders({ state }: Call, { rawHeaders }: IncomingMessage): string[] {
  const own: string[] = []
  for (let index = 0; index < state.headers.length; index += 2)
    if (/^(?:connection|ratelimit.*)$/i.test(state.headers[index]!)) own.push(state.headers[index]!, state.headers[index + 1]!)
  return [...toEndToEnd(rawHeaders), ...own]
}
