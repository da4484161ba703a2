import { IncomingMessage } from 'node:http'
import { stringify, type ParsedUrlQuery } from 'node:querystring'

export interface ProviderRequestOptions {
  /** Path and query for the authorization server. */
  url: string
  /** The issuer: what the request is taken to be sent to, whatever its own Host says. */
  issuer: URL
  /** The fields of a form whose body was read already. */
  form?: ParsedUrlQuery
}

/** The request as the authorization server shall see it: on the issuer's origin, with its body rewritten as a form. */
export function toProviderRequest(original: IncomingMessage, { url, issuer, form }: ProviderRequestOptions): IncomingMessage {
  const { 'x-forwarded-for': _for, ...headers } = original.headers
  const body = form && Buffer.from(stringify(form))
  const request = body ? new IncomingMessage(original.socket) : original
  if (body) {
    request.httpVersion = original.httpVersion
    request.method = original.method!
    request.push(body)
    request.push(null)
    // Otherwise it counts as cut off when it is done, and takes the socket along.
    request.complete = true
  }
  request.url = url
  request.headers = {
    ...headers,
    'x-forwarded-proto': issuer.protocol.slice(0, -1),
    'x-forwarded-host': issuer.host,
    ...(body && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) }),
  }
  return request
}
