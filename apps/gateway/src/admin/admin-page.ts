import type { Account } from '@patchbay/auth'
import type { Html } from '@patchbay/plugin-kit'
import type { ParsedUrlQuery } from 'node:querystring'
import type { Call } from '../call.ts'

/** A request of an administrator. */
export interface AdminCall {
  ctx: Call
  account: Account
  /** What every form sends back. */
  csrf: string
  query: URLSearchParams
}

/** One page of `admin.<domain>`, and what its forms do. */
export interface AdminPage {
  path: string
  title: string
  show: (call: AdminCall) => Promise<Html>
  /** By the value of `do`. What one returns is shown once above the page; otherwise the page is shown anew. */
  actions: Readonly<Record<string, AdminAction>>
}

/** @throws AppError whose message is shown above the page */
export type AdminAction = (call: AdminCall, form: ParsedUrlQuery) => Promise<Html | undefined>
