import type { SiteSessions } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'

/**
 * What changes something must come from our own page: the browser says so (`Origin`, `Sec-Fetch-Site`), and the page knows the
 * session's token, which no other site can read.
 */
export function refuseForeign(sessions: SiteSessions, origin: string): Step {
  return async (ctx, next) => {
    if (ctx.method === 'GET' || ctx.method === 'HEAD') return next()
    const site = ctx.get('sec-fetch-site')
    const from = ctx.get('origin')
    const isForeign = (site !== '' && site !== 'same-origin') || (from !== '' && from !== origin)
    const { cookie } = ctx.state
    if (isForeign || !cookie || !sessions.isCsrfToken(cookie, ctx.get('x-csrf-token')))
      throw new AppError('forbidden', 'This request did not come from the console’s own page. Reload the page, then try again.')
    await next()
  }
}
