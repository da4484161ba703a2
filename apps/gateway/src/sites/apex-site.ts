import Router, { type RouterMiddleware } from '@koa/router'
import type { HostedPlugin } from '@patchbay/plugin-host'
import { AppError, type Method } from '@patchbay/plugin-kit'
import type { Step } from '../call.ts'
import { createAnswer, type DocumentContent } from '../documents/document-route.ts'
import { pageStyle } from '../documents/page-style.ts'
import { toApexPage } from '../pages/apex-page.ts'
import type { Route } from '../plugin/compile-plugin.ts'
import { createRouteTable } from '../plugin/route-table.ts'
import type { Site } from './site.ts'

export interface ApexSiteOptions {
  plugins: readonly HostedPlugin[]
  toOrigin: (name: string) => string
  /** What takes the steps of a plugin: `POST /mcp` and documents about it. */
  routes: readonly { method: Method; path: string; route: Route }[]
}

/** The domain itself. */
export function createApexSite({ plugins, toOrigin, routes }: ApexSiteOptions): Site {
  const logos = plugins.map((plugin) => toOrigin(plugin.name)).join(' ')
  const policy = `default-src 'none'; img-src 'self' ${logos}; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`
  const list = plugins.map(({ name, status }) => ({
    name,
    status,
    url: toOrigin(name),
    manifest: `${toOrigin(name)}/.well-known/ai-plugin.json`,
    openapi: `${toOrigin(name)}/openapi.json`,
  }))
  const documents: Record<string, DocumentContent> = {
    '/': { type: 'text/html; charset=utf-8', body: toApexPage(plugins, toOrigin), policy },
    '/plugins.json': { type: 'application/json; charset=utf-8', body: JSON.stringify({ plugins: list }, null, 2) },
    '/assets/page.css': pageStyle,
    '/robots.txt': { type: 'text/plain; charset=utf-8', body: 'User-agent: *\nAllow: /\n' },
  }
  const router = new Router()
  for (const [path, content] of Object.entries(documents)) router.get(path, createAnswer(content) as RouterMiddleware)
  const table = createRouteTable()
  for (const { method, path, route } of routes) table.add(method, path, route)
  const paths = new Set(routes.map(({ path }) => path))
  const dispatch = toStep(router)
  return {
    name: 'apex',
    plugin: { name: 'apex', routes: table, tools: [] },
    answer: (ctx, next) => (paths.has(ctx.state.path) ? next() : dispatch(ctx, next)),
  }
}

/** A router as a step: what it does not know is 404, another method 405. */
function toStep(router: Router): Step {
  const dispatch = router.routes() as unknown as Step
  return async (ctx, next) => {
    await dispatch(ctx, async () => {
      const isKnown = router.stack.some((layer) => layer.match(ctx.path))
      if (isKnown) throw new AppError('method_not_allowed', 'Use GET here.', { headers: { allow: 'GET, HEAD' } })
      throw new AppError('not_found', 'There is nothing at this path.')
    })
    void next
  }
}
