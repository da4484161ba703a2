import type { ActionContext, Client, Location, Log, User } from '@patchbay/plugin-kit'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { Slot } from '../plugin/in-flight.ts'
import type { ActionCall } from './action-call.ts'

/** What `run` gets. */
export function createContext(call: ActionCall, setting: ActionSetting, slot: Slot): ActionContext {
  return Object.assign(new CallContext(call, setting, slot), setting.hosted.services)
}

/**
 * What is costly and seldom read is made when it is read. The getters stand on the prototype: in an object literal each call
 * would get a hidden class of its own, which costs more than the call.
 */
class CallContext implements ActionContext {
  readonly user: User | undefined
  readonly client: Client
  readonly scopes: readonly string[]
  readonly log: Log
  readonly requestId: string
  readonly origin: string
  readonly #call: ActionCall
  readonly #slot: Slot

  constructor(call: ActionCall, { log, site }: ActionSetting, slot: Slot) {
    const { principal, requestId } = call
    this.user = principal.user
    this.client = principal.client
    this.scopes = principal.scopes
    this.log = log
    this.requestId = requestId
    this.origin = site.origin
    this.#call = call
    this.#slot = slot
  }

  get location(): Location {
    return this.#call.location
  }

  get signal(): AbortSignal {
    const { signal } = this.#slot
    this.#call.onGone(() => this.#slot.abort())
    return signal
  }

  /** Nobody waits for the progress of a call that is answered at once. */
  progress(): void {}
}
