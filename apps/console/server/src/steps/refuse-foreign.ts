import { AppError } from '@patchbay/plugin-kit'
import { timingSafeEqual } from 'node:crypto'
import type { Step } from '../call.ts'
import type { Sessions } from '../session/sessions.ts'

/**
 * What changes something must come from our own page: the browser says so (`Origin`, `Sec-Fetch-Site`), and the page knows the
 * session's token, which no other site can read.
 */
export function refuseForeign(sessions: Sessions, origin: string): Step {
  return async (ctx, next) => {
    if (ctx.method === 'GET' || ctx.method === 'HEAD') return next()
    const site = ctx.get('sec-fetch-site')
    const from = ctx.get('origin')
    const isForeign = (site !== '' && site !== 'same-origin') || (from !== '' && from !== origin)
    const { cookie } = ctx.state
    if (isForeign || !cookie || !isSame(ctx.get('x-csrf-token'), sessions.toCsrfToken(cookie)))
      throw new AppError('forbidden', 'This request did not come from the console’s own page. Reload the page, then try again.')
    await next()
  }
}

function isSame(sent: string, expected: string): boolean {
  const [left, right] = [Buffer.from(sent), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}
