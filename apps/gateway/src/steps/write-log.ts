import type { UsageCounter } from '@patchbay/auth'
import type { Logger } from '@patchbay/log'
import { errorStatus, type ErrorCode } from '@patchbay/plugin-kit'
import type { CallState, Step } from '../call.ts'
import type { Metrics } from '../metrics.ts'
import { isProbe } from './answer-health.ts'

/** Writes one line for each request and counts it. It names the route, not the URL: that may hold what people typed, or a link's token. */
export function writeLog(log: Logger, metrics: Metrics, usage: UsageCounter): Step {
  // Only the fields below reach a line, none of them secret: there is nothing to redact.
  const lines = log.child({}, { redact: [] })
  return async (ctx, next) => {
    try {
      await next()
    } finally {
      const { state } = ctx
      const status = ctx.res.statusCode
      const ms = performance.now() - state.startedAt
      const plugin = state.site?.name
      const action = state.route?.name
      metrics.requests.count({ plugin: plugin ?? 'none', action: action ?? 'none', status, seconds: ms / 1000 })
      countUsage(state, status, usage)
      // Probes come every second: only what they find wrong is told.
      const level = status === 200 && isProbe(ctx.req.url) ? 'debug' : 'info'
      lines[level](
        {
          requestId: state.requestId,
          plugin,
          action,
          user: state.principal?.user?.id,
          client: state.principal?.client.id,
          method: ctx.req.method,
          route: state.route?.pattern,
          status,
          ...(state.failure && { failure: state.failure }),
          ms: Math.round(ms * 100) / 100,
          bytesIn: state.bytesIn,
          bytesOut: state.bytesOut ?? ctx.response.length,
          address: state.address,
        },
        'request',
      )
    }
  }
}

/** Calls of actions and of MCP by somebody whose credential was good, or who needs none. */
function countUsage({ site, route, principal, failure, isForwarded }: CallState, status: number, usage: UsageCounter): void {
  if (!site || !principal || isForwarded || !(route?.perform || route?.mcp)) return
  const isLimited = status === 429 || failure === 'too_many_requests'
  const isFailed = status >= 500 || (failure !== undefined && errorStatus[failure as ErrorCode] >= 500)
  usage.count({
    plugin: site.name,
    caller: principal.user?.id ?? principal.client.id,
    outcome: isLimited ? 'limited' : isFailed ? 'failed' : 'fine',
  })
}
