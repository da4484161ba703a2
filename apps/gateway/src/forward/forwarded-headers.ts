import type { Principal } from '@patchbay/auth'
import { isTracing, toTraceparent } from '@patchbay/trace'
import type { IncomingMessage } from 'node:http'
import type { Call } from '../call.ts'
import { hasBody } from '../json/read-bytes.ts'
import { toEndToEnd } from './end-to-end.ts'
import { hopHeader, type Hops } from './hops.ts'

export interface ForwardedRequest {
  hops: Hops
  /** What was read of the body already. */
  body: Buffer | undefined
  /** Who calls, once they were counted. */
  principal: Principal | undefined
}

/** The fields of a request that is sent on. A credential that was checked here stays here: it may open other plugins too. */
export function toRequestHeaders({ req, state }: Call, { hops, body, principal }: ForwardedRequest): string[] {
  const traceparent = isTracing() ? toTraceparent() : undefined
  const replaced = [hopHeader, 'content-length', ...(principal ? ['authorization'] : []), ...(traceparent ? ['traceparent'] : [])]
  const { requestId, address } = state
  return [
    ...toEndToEnd(req.rawHeaders, ...replaced),
    ...toFraming(req, body),
    ...(traceparent ? ['traceparent', traceparent] : []),
    hopHeader,
    hops.sign({ requestId, address, principal }, req),
  ]
}

/** How long the body is (RFC 9112 §6.3): said even where there is none, or a POST would be sent as if there were one. */
function toFraming(req: IncomingMessage, body: Buffer | undefined): string[] {
  const length = body ? String(body.length) : req.headers['content-length']
  if (length !== undefined) return ['content-length', length]
  if (hasBody(req)) return ['transfer-encoding', 'chunked']
  return req.method === 'GET' || req.method === 'HEAD' ? [] : ['content-length', '0']
}

/** The fields of an answer that came back: what was counted here is told here. */
export function toAnswerHeaders({ state }: Call, { rawHeaders }: IncomingMessage): string[] {
  const own: string[] = []
  for (let index = 0; index < state.headers.length; index += 2)
    if (/^(?:connection|ratelimit.*)$/i.test(state.headers[index]!)) own.push(state.headers[index]!, state.headers[index + 1]!)
  return [...toEndToEnd(rawHeaders), ...own]
}
