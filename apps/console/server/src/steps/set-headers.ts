import type { Step } from '../call.ts'

export interface HeaderOptions {
  https: boolean
  /** The one other host that a page may show in a frame: widgets of plugins. */
  frameOrigin: string
}

/** Headers of every answer. The page loads scripts, styles and pictures from the console alone, and talks to nobody else. */
export function setHeaders({ https, frameOrigin }: HeaderOptions): Step {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `frame-src ${frameOrigin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return async (ctx, next) => {
    ctx.set({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'cache-control': 'no-store',
      'x-request-id': ctx.state.requestId,
      ...(https && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
    })
    await next()
  }
}
