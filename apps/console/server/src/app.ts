import Router from '@koa/router'
import type { Logger } from '@patchbay/log'
import { AppError } from '@patchbay/plugin-kit'
import Koa from 'koa'
import type { Call, CallState } from './call.ts'
import { addConversationRoutes, type ConversationRoutesOptions } from './conversations/conversation-routes.ts'
import { addTestRoutes, type TestRoutesOptions } from './evaluation/test-routes.ts'
import { addWidgetRoutes, type WidgetRoutesOptions } from './calls/widget-routes.ts'
import { addLinkRoutes, type LinkRoutesOptions } from './links/link-routes.ts'
import { addHealthRoutes, type HealthRoutesOptions } from './plugins/health-routes.ts'
import { toClientMetadata } from './plugins/oauth/find-client.ts'
import { addPluginRoutes, type PluginRoutesOptions } from './plugins/plugin-routes.ts'
import { toRedirectUri } from './plugins/to-plugin.ts'
import { addSessionRoutes, type SessionRoutesOptions } from './session/session-routes.ts'
import { answerErrors } from './steps/answer-errors.ts'
import { findSession } from './steps/find-session.ts'
import { nameRequest } from './steps/name-request.ts'
import { refuseForeign } from './steps/refuse-foreign.ts'
import { refuseHosts } from './steps/refuse-hosts.ts'
import { setHeaders, type HeaderOptions } from './steps/set-headers.ts'

export interface AppOptions
  extends
    SessionRoutesOptions,
    PluginRoutesOptions,
    ConversationRoutesOptions,
    LinkRoutesOptions,
    WidgetRoutesOptions,
    TestRoutesOptions,
    HealthRoutesOptions {
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
  app.use(refuseHosts(options.origin))
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
  const router = new Router<CallState>({ sensitive: true })
  addSessionRoutes(router, options)
  addPluginRoutes(router, options)
  addConversationRoutes(router, options)
  addLinkRoutes(router, options)
  addWidgetRoutes(router, options)
  addTestRoutes(router, options)
  addHealthRoutes(router, options)
  router.get('/oauth/client.json', (ctx) => sendClientDocument(ctx as Call, options))
  return router
}

/** The console's client-ID metadata document: for authorization servers that know clients by their URL. */
async function sendClientDocument(ctx: Call, { origin, plugins }: AppOptions): Promise<void> {
  const redirect_uris = (await plugins.listSignIns()).map((id) => toRedirectUri(origin, id))
  ctx.set('cache-control', 'public, max-age=60')
  ctx.body = { client_id: `${origin}/oauth/client.json`, ...toClientMetadata(origin), redirect_uris }
}
