import Router from '@koa/router'
import type { Logger } from '@patchbay/log'
import { AppError } from '@patchbay/plugin-kit'
import Koa from 'koa'
import type { Call, CallState } from './call.ts'
import { addConversationRoutes, type ConversationRoutesOptions } from './conversations/conversation-routes.ts'
import { addPluginRoutes, type PluginRoutesOptions } from './plugins/plugin-routes.ts'
import { addSessionRoutes, type SessionRoutesOptions } from './session/session-routes.ts'
import { answerErrors } from './steps/answer-errors.ts'
import { findSession } from './steps/find-session.ts'
import { nameRequest } from './steps/name-request.ts'
import { refuseForeign } from './steps/refuse-foreign.ts'
import { setHeaders, type HeaderOptions } from './steps/set-headers.ts'

export interface AppOptions extends SessionRoutesOptions, PluginRoutesOptions, ConversationRoutesOptions {
  /** `https://console.example.com` */
  origin: string
  headers: HeaderOptions
  sendPage: (ctx: Call) => void
  log: Logger
}

/** The way of a request to the console, top to bottom. */
export function createApp(options: AppOptions): Koa<CallState> {
  const app = new Koa<CallState>()
  app.silent = true
  app.use(nameRequest())
  app.use(setHeaders(options.headers))
  app.use(answerErrors(options.log))
  app.use(findSession(options.sessions))
  app.use(refuseForeign(options.sessions, options.origin))
  const router = createRoutes(options)
  app.use(router.routes() as unknown as Parameters<typeof app.use>[0])
  app.use((ctx) => {
    if (/^\/(?:api|auth|aip|oauth)\//.test(ctx.path)) throw new AppError('not_found', 'There is nothing at this path.')
    options.sendPage(ctx as unknown as Call)
  })
  return app
}

function createRoutes(options: AppOptions): Router<CallState> {
  const router = new Router<CallState>()
  addSessionRoutes(router, options)
  addPluginRoutes(router, options)
  addConversationRoutes(router, options)
  return router
}
