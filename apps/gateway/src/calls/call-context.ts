import { AppError, type ActionContext, type Client, type Location, type Log, type User } from '@patchbay/plugin-kit'
import type { EffectTransaction } from '@patchbay/queue'
import type { ActionSetting } from '../plugin/compile-action.ts'
import type { Slot } from '../plugin/in-flight.ts'
import type { ActionCall } from './action-call.ts'

export interface ContextOptions {
  call: ActionCall
  setting: ActionSetting
  slot: Slot
  effects: EffectTransaction
}

/** What `run` gets. */
export function createContext(options: ContextOptions): ActionContext {
  return Object.assign(new CallContext(options), options.setting.hosted.services)
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
  /** A call that is answered at once is no job. */
  readonly jobId = undefined
  readonly transaction: ActionContext['transaction']
  readonly #call: ActionCall
  readonly #setting: ActionSetting
  readonly #slot: Slot

  constructor({ call, setting, slot, effects }: ContextOptions) {
    const { principal, requestId } = call
    const { log, site } = setting
    this.user = principal.user
    this.client = principal.client
    this.scopes = principal.scopes
    this.log = log
    this.requestId = requestId
    this.origin = site.origin
    this.transaction = effects.run
    this.#call = call
    this.#setting = setting
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

  get enqueue(): ActionContext['enqueue'] {
    const { hosted, jobs } = this.#setting
    if (!jobs) throw new AppError('unavailable', 'Background jobs are not available here.')
    const { user, client, scopes, location, requestId } = this
    return async (job, input, { key, delay } = {}) => {
      const parsed: unknown = job.input ? job.input.parse(input) : {}
      const started = { plugin: hosted.name, name: job.name, input: parsed, caller: { user, client, scopes, location }, requestId }
      return { id: (await jobs.start({ ...started, uniqueKey: key, delay })).id }
    }
  }

  /** Nobody waits for the progress of a call that is answered at once. */
  progress(): void {}
}
