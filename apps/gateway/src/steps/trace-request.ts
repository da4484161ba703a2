import { errorStatus, type ErrorCode } from '@patchbay/plugin-kit'
import { inSpan } from '@patchbay/trace'
import type { Step } from '../call.ts'

/** Records the request as a span of the caller's trace. As in the log it names the route, not the URL. */
export function traceRequest(): Step {
  return (ctx, next) => {
    const { req, res, state } = ctx
    const { traceparent } = req.headers
    const parent = typeof traceparent === 'string' ? traceparent : undefined
    const attributes = { 'http.request.method': req.method!, 'patchbay.request_id': state.requestId }
    return inSpan(req.method!, { kind: 'server', parent, attributes }, async (span) => {
      try {
        await next()
      } finally {
        const { site, route, failure } = state
        if (route) span?.rename(route.pattern)
        span?.set({
          'http.route': route?.pattern.split(' ').at(-1),
          'http.response.status_code': res.statusCode,
          'patchbay.plugin': site?.name,
          'patchbay.action': route?.name,
        })
        if ((errorStatus[failure as ErrorCode] ?? res.statusCode) >= 500) span?.fail(failure ?? String(res.statusCode))
      }
    })
  }
}
