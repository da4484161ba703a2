import type { Account } from '@patchbay/auth'
import type { Context, Middleware } from 'koa'

/** What the steps learn about one request. */
export interface CallState {
  requestId: string
  /** Who is signed in. */
  account: Account | undefined
  /** The value of the session cookie, once it was found good. */
  cookie: string | undefined
}

export type Call = Context & { state: CallState; params: Record<string, string> }

export type Step = Middleware<CallState>
