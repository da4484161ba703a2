import type { Step } from '../call.ts'
import type { Health } from '../health.ts'

/** `/livez`: the process runs. `/readyz`: it can serve and is not shutting down. On any host, since probes name none. */
export function answerHealth(health: Health): Step {
  return async (ctx, next) => {
    if (!isProbe(ctx.req.url)) return next()
    const isReady = ctx.req.url === '/livez' || (await health.isReady())
    ctx.status = isReady ? 200 : 503
    ctx.set('cache-control', 'no-store')
    ctx.type = 'text/plain; charset=utf-8'
    ctx.body = isReady ? 'ok\n' : 'not ready\n'
  }
}

export function isProbe(url: string | undefined): boolean {
  return url === '/livez' || url === '/readyz'
}
