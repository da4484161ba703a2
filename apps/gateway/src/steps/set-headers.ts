import type { Step } from '../call.ts'
import type { Health } from '../health.ts'

/**
 * Headers of every answer, errors included; documents and pages relax what they must. Steps add to the list, which an action's
 * answer takes as it is: setting headers one by one on the response costs more than all of the routing.
 */
export function setHeaders(options: { https: boolean; health: Health }): Step {
  const fixed = [
    'content-security-policy',
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options',
    'nosniff',
    'referrer-policy',
    'no-referrer',
    'x-frame-options',
    'DENY',
    'cross-origin-resource-policy',
    'same-origin',
    ...(options.https ? ['strict-transport-security', 'max-age=31536000; includeSubDomains'] : []),
  ]
  return async (ctx, next) => {
    const { headers } = ctx.state
    headers.push(...fixed)
    // So that a proxy sends nothing more over a connection that is about to be closed.
    if (options.health.isDraining) headers.push('connection', 'close')
    await next()
    if (ctx.res.headersSent) return
    for (let index = 0; index < headers.length; index += 2) {
      if (!ctx.res.hasHeader(headers[index]!)) ctx.res.setHeader(headers[index]!, headers[index + 1]!)
    }
  }
}
