import type { ActionContext, Client, Location, Log, User } from '@patchbay/plugin-kit'
import type { IncomingMessage } from 'node:http'
import type { Call } from '../call.ts'
import type { ActionSetting } from './compile-action.ts'
import type { Slot } from './in-flight.ts'

/** What `run` gets. */
export function createContext(call: Call, setting: ActionSetting, slot: Slot): ActionContext {
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
  readonly #call: Call
  readonly #slot: Slot

  constructor(call: Call, { log, site }: ActionSetting, slot: Slot) {
    const { principal, requestId } = call.state
    this.user = principal!.user
    this.client = principal!.client
    this.scopes = principal!.scopes
    this.log = log
    this.requestId = requestId
    this.origin = site.origin
    this.#call = call
    this.#slot = slot
  }

  get location(): Location {
    return readLocation(this.#call.req)
  }

  get signal(): AbortSignal {
    const { signal } = this.#slot
    if (this.#call.res.destroyed) this.#slot.abort()
    else this.#call.res.once('close', () => this.#slot.abort())
    return signal
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
