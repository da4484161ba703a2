import type { Principal } from '@patchbay/auth'
import type { Location } from '@patchbay/plugin-kit'

/** One call of an action, whichever door it came through. */
export interface ActionCall {
  readonly requestId: string
  readonly principal: Principal
  /** A hint of the host about where the person is. Read when first asked for. */
  readonly location: Location
  /** The caller's name for this call, 1 to 255 visible ASCII characters: the same key and input run once. */
  readonly idempotencyKey: string | undefined
  /** The confirmation that the person gave for this call. */
  readonly confirmationId: string | undefined
  /** The caller's own span, where the request has none of its own: `traceparent` of W3C Trace Context. */
  readonly traceparent: string | undefined
  /** Calls back when the caller has gone; at once when that is so already. */
  onGone(listener: () => void): void
}
