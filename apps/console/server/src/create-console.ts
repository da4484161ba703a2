import {
  createAudit,
  createEphemeralIds,
  createOwnClients,
  createSiteSessions,
  createSiteSignIn,
  loadSecret,
  type Secret,
} from '@patchbay/auth'
import type { Config } from '@patchbay/config'
import { isLocal } from '@patchbay/config'
import type { PlatformDatabase } from '@patchbay/database'
import type { Logger } from '@patchbay/log'
import { createSafeRequest, type SafeRequest } from '@patchbay/safe-fetch'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { createConfirmations } from '@patchbay/queue'
import { createApp } from './app.ts'
import type { Call } from './call.ts'
import { createJobs } from './calls/jobs.ts'
import { createWidgets } from './calls/widgets.ts'
import { createConversationService } from './conversations/conversation-service.ts'
import { createConversationStore } from './conversations/conversation-store.ts'
import { createRuns } from './conversations/runs.ts'
import { buildPage } from './http/build-page.ts'
import { loadStaticFiles } from './http/static-files.ts'
import { createImageProxy } from './links/image-proxy.ts'
import { createPreviews } from './links/previews.ts'
import type { ModelClient } from './models/model-client.ts'
import { createInstallService } from './plugins/install-service.ts'
import { createInstalls } from './plugins/installs.ts'
import { createOAuthFlow } from './plugins/oauth/oauth-flow.ts'
import { createOwnPlugins } from './plugins/own-plugins.ts'
import { createPluginService } from './plugins/plugin-service.ts'
import { createPluginStore } from './plugins/plugin-store.ts'
import { createTokenFinder } from './plugins/token-finder.ts'
import { createRedeemCode } from './session/redeem-code.ts'

export interface ConsoleOptions {
  config: Config
  database: PlatformDatabase
  log: Logger
  /** What answers; by the settings when left out. */
  model?: ModelClient
  /** Where the page's source is; `apps/console/web` of this repository when left out. */
  webFolder?: string
}

export interface Console {
  /** `https://console.example.com` */
  origin: string
  /** Answers requests to `console.<domain>`. */
  listener: RequestListener
  /** Stops what goes on and closes streams. */
  close(): Promise<void>
}

const limits = { unverifiedUsers: 100, messageLength: 20_000 }
const hour = 3_600_000
/** Seconds. */
const sessionLifetime = 14 * 24 * 3600
const ends = { problem: '/?problem=sign-in', refused: '/' }

/** Puts the console together. It talks to the gateway, so that need not serve yet. */
export async function createConsole({ config, database, log, model, webFolder }: ConsoleOptions): Promise<Console> {
  const { url } = config
  const toOrigin = (name: string) => `${url.protocol}//${name}.${url.host}`
  const origin = toOrigin('console')
  const issuer = toOrigin('auth')
  const secret = loadSecret(config)
  const secure = url.protocol === 'https:'
  const request = createRequest(config)
  const client = model ?? (await createModel(config))
  const { window } = client.info
  const site = { site: 'console', secret } as const
  const sessions = createSiteSessions({ ...site, database, secure, lifetime: sessionLifetime })
  const { clients, plugins, installs, conversations } = createStores(database, secret)
  const flow = createOAuthFlow({ database, installs, plugins, clients, request, secret, origin })
  const runs = createRuns()
  const { pluginsAtOnce } = config.console
  const tokens = createTokenFinder({ secret, installs, flow })
  const jobs = createJobs(request)
  const confirmations = createConfirmations({ database, issuer })
  const shared = { database, conversations, runs, plugins, installs, request, ephemeralIds: createEphemeralIds(secret), jobs, tokens, log }
  const conversing = { ...shared, confirmations, audit: createAudit(database) }
  const images = createImageProxy({ request, secret })
  const service = { origin, secret, request, plugins, installs, flow, window, unverifiedUsers: limits.unverifiedUsers }
  const app = createApp({
    ...shared,
    images,
    widgets: createWidgets({ request, frameUrl: `${toOrigin('frame')}/` }),
    previews: createPreviews({ request, images }),
    origin,
    issuer,
    domain: url.host,
    headers: { https: secure, frameOrigin: toOrigin('frame') },
    sessions,
    signIn: createSiteSignIn({ ...site, issuer, origin, clients, sessions, redeem: createRedeemCode(issuer, request), ends }),
    model: client.info,
    client,
    limits: { ...limits, pluginsAtOnce },
    own: createOwnPlugins({ platform: url, request, plugins, window, log }),
    service: createPluginService(service),
    installService: createInstallService(service),
    conversationService: createConversationService({ ...conversing, model: client, pluginsAtOnce }),
    sendPage: await loadPage(webFolder, log),
  })
  const stopCleaning = cleanUp(database, log)
  const answer = app.callback()
  return {
    origin,
    listener: (incoming, outgoing) => void answer(incoming, outgoing),
    async close() {
      stopCleaning()
      await runs.close()
      confirmations.close()
      await request.close()
    },
  }
}

function createStores(database: PlatformDatabase, secret: Secret) {
  return {
    clients: createOwnClients(database, secret),
    plugins: createPluginStore(database),
    installs: createInstalls(database, secret),
    conversations: createConversationStore(database),
  }
}

async function loadPage(webFolder: string | undefined, log: Logger): Promise<(ctx: Call) => void> {
  const folder = webFolder ?? join(import.meta.dirname, '../../web')
  await buildPage(folder, log)
  return loadStaticFiles(join(folder, 'dist'))
}

/** Loads the one that is needed: each takes a while. */
async function createModel({ console: { model } }: Config): Promise<ModelClient> {
  if (model) return (await import('./models/openai-client.ts')).createOpenAiClient(model)
  return (await import('./models/planner-client.ts')).createPlannerClient()
}

/** Hosts of this Patchbay are asked at the gateway. Only on localhost may people name loopback. */
function createRequest({ url, console: { gatewayUrl: address } }: Config): SafeRequest {
  const isOwn = (host: string) => host === url.host || host.endsWith(`.${url.host}`)
  return createSafeRequest({ allowLoopback: url.protocol === 'http:' && isLocal(url.hostname), own: { isOwn, address } })
}

/** Removes what is over every hour, until it is told to stop. */
function cleanUp({ kysely }: PlatformDatabase, log: Logger): () => void {
  const run = () =>
    void kysely
      .deleteFrom('console_authorizations')
      .where('expires_at', '<', new Date())
      .execute()
      .catch((err: unknown) => log.warn({ err }, 'cleaning up failed'))
  const timer = setInterval(run, hour).unref()
  return () => clearInterval(timer)
}
