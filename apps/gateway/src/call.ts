import type { Principal } from '@patchbay/auth'
import type { Verdict } from '@patchbay/rate-limit'
import type { Context, Middleware } from 'koa'
import type { Hop } from './forward/hops.ts'
import type { Route } from './plugin/compile-plugin.ts'
import type { Site } from './sites/site.ts'

/** What the steps learn about one request, in the order in which they learn it. */
export interface CallState {
  requestId: string
  /** Address of the caller; of the one before the trusted proxies. */
  address: string
  /** `performance.now()` at the begin. */
  startedAt: number
  /** What another gateway, which sent the request on, tells of it. */
  hop: Hop | undefined
  /** Whether another gateway has answered. */
  isForwarded: boolean
  /** The path without the query, checked, still percent-encoded. */
  path: string
  /** The query without its question mark. */
  query: string
  site: Site | undefined
  route: Route | undefined
  /** Path parameters as they stand in the URL, percent-encoded. */
  pathValues: Record<string, string> | undefined
  principal: Principal | undefined
  verdict: Verdict | undefined
  /** The JSON body, checked for shape but not against a schema. */
  body: unknown
  /** The confirmation that stood beside the input. */
  confirmationId: string | undefined
  /** The code of what went wrong, where the answer is 200 all the same. */
  failure: string | undefined
  /** Headers of the answer so far: name, value, name, value … */
  headers: string[]
  bytesIn: number
  bytesOut: number | undefined
}

/** A Koa context that carries a call. */
export type Call = Context & { state: CallState }

/** One step of the way of a request. */
export type Step = Middleware<CallState>
