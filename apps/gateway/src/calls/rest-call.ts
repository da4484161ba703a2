import type { Principal } from '@patchbay/auth'
import type { Location } from '@patchbay/plugin-kit'
import type { IncomingMessage } from 'node:http'
import type { Call } from '../call.ts'
import type { ActionCall } from './action-call.ts'

/** A call over REST. What is seldom read is made when it is read; on the prototype, so that all calls share one hidden class. */
export class RestCall implements ActionCall {
  readonly requestId: string
  readonly principal: Principal
  readonly idempotencyKey: string | undefined
  readonly confirmationId: string | undefined
  /** The request's span is the caller's already. */
  readonly traceparent = undefined
  readonly #call: Call

  constructor(call: Call) {
    this.requestId = call.state.requestId
    this.principal = call.state.principal!
    const key = call.req.headers['idempotency-key']
    this.idempotencyKey = typeof key === 'string' ? key : undefined
    this.confirmationId = call.state.confirmationId
    this.#call = call
  }

  get location(): Location {
    return readLocation(this.#call.req)
  }

  onGone(listener: () => void): void {
    if (this.#call.res.destroyed) listener()
    else this.#call.res.once('close', listener)
  }
}

/** Hints of AI hosts and browsers about where a person is. Malformed ones are left out. */
export function readLocation({ headers }: IncomingMessage): Location {
  const subdivision = headers['openai-subdivision-1-iso-code']
  const place =
    typeof subdivision === 'string' && /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(subdivision) ? { country: subdivision.slice(0, 2), subdivision } : {}
  const locale = /^\s*([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*(?:[,;]|$)/i.exec(headers['accept-language'] ?? '')?.[1]
  return locale ? { ...place, locale } : place
}
