import type { Principal } from '@patchbay/auth'
import type { ToolCall } from '@patchbay/mcp'
import type { Location } from '@patchbay/plugin-kit'
import type { Call } from '../call.ts'
import type { ActionCall } from '../calls/action-call.ts'
import { readLocation } from '../calls/rest-call.ts'
import { toLocation } from './to-location.ts'

/** A call over MCP. As with REST, what is seldom read is made when it is read. */
export class McpCall implements ActionCall {
  readonly requestId: string
  readonly principal: Principal
  readonly idempotencyKey: string | undefined
  readonly confirmationId: string | undefined
  readonly traceparent: string | undefined
  readonly #call: Call
  readonly #meta: Record<string, unknown>

  constructor(call: Call, { meta }: Pick<ToolCall, 'meta'>, confirmationId?: string) {
    this.requestId = call.state.requestId
    this.principal = call.state.principal!
    this.idempotencyKey = readIdempotencyKey(meta, call)
    this.confirmationId = confirmationId
    this.traceparent =
      call.req.headers.traceparent === undefined && typeof meta['traceparent'] === 'string' ? meta['traceparent'] : undefined
    this.#call = call
    this.#meta = meta
  }

  get location(): Location {
    return { ...readLocation(this.#call.req), ...toLocation(this.#meta) }
  }

  onGone(listener: () => void): void {
    if (this.#call.res.destroyed) listener()
    else this.#call.res.once('close', listener)
  }
}

const idempotencyMember = 'patchbay/idempotencyKey'

function readIdempotencyKey(meta: Record<string, unknown>, call: Call): string | undefined {
  const key = meta[idempotencyMember] ?? call.req.headers['idempotency-key']
  // What is no text can be no key, and is refused as such: who sends one relies on it.
  return key === undefined || typeof key === 'string' ? key : ''
}
