import type { Call } from '../call.ts'

/**
 * Sends a page of the sign-in. Its forms lead back here and then, by redirect, to the program that asked: browsers count that as a
 * target of the form too.
 */
export function sendHtml(ctx: Call, page: string, options: { status?: number; formTarget?: string } = {}): void {
  ctx.status = options.status ?? 200
  ctx.set('cache-control', 'no-store')
  const target = options.formTarget ? ` ${options.formTarget}` : ''
  ctx.set(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'${target}`,
  )
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = page
}

/** Where a form may lead to, as a source of a Content-Security-Policy. */
export function toFormTarget(redirectUri: string): string {
  const url = URL.parse(redirectUri)
  if (!url) return ''
  const isPlain = /^https?:$/.test(url.protocol) && /^[a-z0-9.-]+(?::\d+)?$/.test(url.host)
  return isPlain ? url.origin : url.protocol
}
