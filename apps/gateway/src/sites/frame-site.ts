import { AppError } from '@patchbay/plugin-kit'
import { toFramePage } from '../pages/frame/frame-page.ts'
import { toFramePolicy } from './frame-policy.ts'
import type { Site } from './site.ts'

/** What no widget gets, whatever it asks for. */
const permissions = 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=(), clipboard-read=()'

/**
 * `frame.<domain>`: the page through which the console shows widgets, on an origin where nothing else is.
 *
 * @param host the one origin that may embed it
 */
export function createFrameSite(host: string): Site {
  const page = toFramePage(host)
  return {
    name: 'frame',
    answer(ctx) {
      if (ctx.state.path !== '/') throw new AppError('not_found', 'There is nothing at this path.')
      if (ctx.method !== 'GET' && ctx.method !== 'HEAD')
        throw new AppError('method_not_allowed', 'Use GET here.', { headers: { allow: 'GET, HEAD' } })
      const csp = new URLSearchParams(ctx.querystring).get('csp') ?? undefined
      ctx.set('content-security-policy', toFramePolicy(csp, host))
      ctx.set('permissions-policy', permissions)
      ctx.set('x-dns-prefetch-control', 'off')
      ctx.set('cache-control', 'public, max-age=300')
      ctx.type = 'text/html; charset=utf-8'
      ctx.body = page
    },
  }
}
