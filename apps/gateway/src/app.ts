import type { Credentials, UsageCounter } from '@patchbay/auth'
import type { Logger } from '@patchbay/log'
import type { WatchedSwitches } from '@patchbay/plugin-host'
import type { RateLimiter } from '@patchbay/rate-limit'
import { isTracing } from '@patchbay/trace'
import type Koa from 'koa'
import type { CallState } from './call.ts'
import type { Hops } from './forward/hops.ts'
import { GatewayApp } from './gateway-app.ts'
import type { Health } from './health.ts'
import type { Metrics } from './metrics.ts'
import type { Sites } from './sites/sites.ts'
import { answerMcp } from './steps/answer-mcp.ts'
import { allowOrigins } from './steps/allow-origins.ts'
import { answerErrors } from './steps/answer-errors.ts'
import { answerHealth } from './steps/answer-health.ts'
import { authenticate } from './steps/authenticate.ts'
import { findRoute } from './steps/find-route.ts'
import { findSite } from './steps/find-site.ts'
import { limitRate } from './steps/limit-rate.ts'
import { nameRequest } from './steps/name-request.ts'
import { readBody } from './steps/read-body.ts'
import { refuseAmbiguity } from './steps/refuse-ambiguity.ts'
import { refuseOrigins } from './steps/refuse-origins.ts'
import { runAction } from './steps/run-action.ts'
import { sendPage } from './steps/send-page.ts'
import { setHeaders } from './steps/set-headers.ts'
import { traceRequest } from './steps/trace-request.ts'
import { validateInput } from './steps/validate-input.ts'
import { writeLog } from './steps/write-log.ts'
import type { TrustedPeers } from './trusted-peers.ts'

export interface AppOptions {
  sites: Sites
  credentials: Credentials
  limiter: RateLimiter
  log: Logger
  metrics: Metrics
  usage: UsageCounter
  health: Health
  /** Which plugins are served at the moment. */
  switches: WatchedSwitches
  peers: TrustedPeers
  hops: Hops
  believesId: (address: string, id: string) => boolean
  /** Origins whose pages may read answers. */
  origins: ReadonlySet<string>
  /** Whether the public URL is https. */
  https: boolean
}

/** The way of a request, top to bottom. What can refuse without the body refuses before it is read. */
export function createApp(options: AppOptions): Koa<CallState> {
  const { log, limiter } = options
  const app = new GatewayApp()
  app.use(nameRequest(options.peers, options.hops))
  if (isTracing()) app.use(traceRequest())
  app.use(setHeaders(options))
  app.use(writeLog(log, options.metrics, options.usage))
  app.use(answerErrors(log))
  app.use(refuseAmbiguity())
  app.use(answerHealth(options.health))
  app.use(findSite(options.sites))
  app.use(allowOrigins(options.origins))
  app.use(findRoute(options.switches))
  app.use(refuseOrigins(options.origins))
  app.use(authenticate(options.credentials, limiter))
  app.use(limitRate(options))
  app.use(sendPage())
  app.use(readBody())
  app.use(answerMcp(options))
  app.use(validateInput())
  app.use(runAction())
  return app
}
