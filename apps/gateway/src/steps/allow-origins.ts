import type { Step } from '../call.ts'

const allowedHeaders = [
  'authorization',
  'content-type',
  'idempotency-key',
  'openai-conversation-id',
  'openai-ephemeral-user-id',
  'openai-subdivision-1-iso-code',
  'openai-gpt-id',
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
  'mcp-session-id',
  'last-event-id',
].join(', ')

const exposedHeaders =
  'idempotency-replayed, location, mcp-session-id, ratelimit, ratelimit-policy, retry-after, www-authenticate, x-request-id'

/** Lets pages of the named origins read answers (CORS). No cookies are involved, so no credentials are allowed. */
export function allowOrigins(origins: ReadonlySet<string>): Step {
  return (ctx, next) => {
    const { req, res } = ctx
    const { headers } = ctx.state
    headers.push('vary', 'origin')
    const origin = req.headers.origin
    const isAllowed = origin !== undefined && origins.has(origin)
    if (isAllowed) headers.push('access-control-allow-origin', origin, 'access-control-expose-headers', exposedHeaders)
    if (req.method !== 'OPTIONS') return next()
    if (isAllowed && req.headers['access-control-request-method']) {
      res.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      res.setHeader('access-control-allow-headers', allowedHeaders)
      res.setHeader('access-control-max-age', '600')
      if (req.headers['access-control-request-private-network']) res.setHeader('access-control-allow-private-network', 'true')
    }
    ctx.status = 204
  }
}
