import { readCookie, type SiteSessions } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'

/** Finds out who is signed in. Everything under /api but `GET /api/session` needs somebody. */
export function findSession(sessions: SiteSessions): Step {
  return async (ctx, next) => {
    const cookie = readCookie(ctx.req.headers.cookie, sessions.cookieName)
    const account = cookie === undefined ? undefined : await sessions.find(cookie)
    ctx.state.account = account
    ctx.state.cookie = account && cookie
    const isOpen = !/^\/api\//i.test(ctx.path) || ctx.path === '/api/session'
    if (!account && !isOpen) throw new AppError('unauthorized', 'Sign in first.')
    await next()
  }
}
