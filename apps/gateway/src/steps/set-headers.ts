import type { Step } from '../call.ts'

/** Headers of every answer, errors included. Documents and pages relax what they must. */
export function setHeaders(options: { https: boolean }): Step {
  return (ctx, next) => {
    const { res } = ctx
    res.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
    res.setHeader('x-content-type-options', 'nosniff')
    res.setHeader('referrer-policy', 'no-referrer')
    res.setHeader('x-frame-options', 'DENY')
    res.setHeader('cross-origin-resource-policy', 'same-origin')
    if (options.https) res.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains')
    return next()
  }
}
