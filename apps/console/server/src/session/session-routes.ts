import type Router from '@koa/router'
import { toCookie, type EphemeralIds, type SiteSessions, type SiteSignIn } from '@patchbay/auth'
import type { PlatformDatabase } from '@patchbay/database'
import { z } from 'zod'
import type { ConsoleLimits, ModelInfo, Session, Settings } from '../api.ts'
import type { Call, CallState } from '../call.ts'
import { readJson } from '../http/read-json.ts'
import { loadSettings, saveSettings } from './settings.ts'

export interface SessionRoutesOptions {
  database: PlatformDatabase
  sessions: SiteSessions
  signIn: SiteSignIn
  ephemeralIds: EphemeralIds
  model: ModelInfo
  limits: ConsoleLimits
  /** `https://auth.example.com` */
  issuer: string
  /** `localhost:3000` */
  domain: string
}

const settingsSchema = z
  .object({
    subdivision: z
      .string()
      .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'Write it like US-CA (ISO 3166-2).')
      .nullable(),
    locale: z
      .string()
      .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'Write it like de-AT (BCP 47).')
      .nullable(),
  })
  .partial()

export function addSessionRoutes(router: Router<CallState>, options: SessionRoutesOptions): void {
  const { database, sessions, signIn } = options
  const secure = options.issuer.startsWith('https:')
  router.get('/auth/sign-in', (ctx) => signIn.begin(ctx as Call))
  router.get('/auth/callback', async (ctx) => void (await signIn.end(ctx as Call)))
  router.get('/api/session', (ctx) => {
    ctx.body = toSession(ctx as Call, options)
  })
  router.post('/api/session/end', async (ctx) => {
    await sessions.end(ctx.state.cookie!)
    ctx.append('set-cookie', toCookie(sessions.cookieName, '', { secure, maxAge: 0 }))
    ctx.body = 'null'
    ctx.type = 'application/json'
  })
  router.get('/api/settings', async (ctx) => {
    ctx.body = await toSettings(ctx.state.account!.id, options)
  })
  router.put('/api/settings', async (ctx) => {
    const change = await readJson(ctx as Call, settingsSchema)
    await saveSettings(database, ctx.state.account!.id, change)
    ctx.body = await toSettings(ctx.state.account!.id, options)
  })
}

function toSession({ state: { account, cookie } }: Call, { sessions, model, limits, issuer, domain }: SessionRoutesOptions): Session {
  return {
    user: account ? { id: account.id, email: account.email, isAdmin: account.role === 'admin' } : null,
    csrfToken: cookie === undefined ? '' : sessions.toCsrfToken(cookie),
    signInPath: '/auth/sign-in',
    accountUrl: `${issuer}/account`,
    domain,
    model,
    limits,
  }
}

async function toSettings(userId: string, { database, ephemeralIds }: SessionRoutesOptions): Promise<Settings> {
  return { ...(await loadSettings(database, userId)), ephemeralUserId: ephemeralIds.of(userId) }
}
