import { randomUUID } from 'node:crypto'
import type { Step } from '../call.ts'
import type { Hops } from '../forward/hops.ts'
import type { TrustedPeers } from '../trusted-peers.ts'

/** Gives each request an id and finds who is on the other end. Only a trusted proxy or another gateway is believed about either. */
export function nameRequest(peers: TrustedPeers, hops: Hops): Step {
  return (ctx, next) => {
    const { req } = ctx
    const peer = req.socket.remoteAddress ?? ''
    const hop = hops.read(req)
    const isTrusted = hop === undefined && peers.trusts(peer)
    const given = isTrusted ? req.headers['x-request-id'] : undefined
    const requestId = hop?.requestId ?? (typeof given === 'string' && /^[\w.-]{8,128}$/.test(given) ? given : randomUUID())
    const address = hop?.address ?? (isTrusted ? peers.findCaller(peer, req.headers['x-forwarded-for']) : peer)
    ctx.state = {
      requestId,
      address,
      hop,
      isForwarded: false,
      startedAt: performance.now(),
      path: '',
      query: '',
      site: undefined,
      route: undefined,
      pathValues: undefined,
      principal: undefined,
      verdict: undefined,
      body: undefined,
      confirmationId: undefined,
      failure: undefined,
      headers: ['x-request-id', requestId],
      bytesIn: 0,
      bytesOut: undefined,
    }
    return next()
  }
}
