import Router, { type RouterMiddleware } from '@koa/router'
import { isLocal } from '@patchbay/config'
import type { HostedPlugin } from '@patchbay/plugin-host'
import { AppError, type Method } from '@patchbay/plugin-kit'
import { toMarketplace, toWidgetUris, type MarketplaceEntry } from '@patchbay/surfaces'
import { readFileSync } from 'node:fs'
import type { Step } from '../call.ts'
import { createAnswer, type DocumentContent } from '../documents/document-route.ts'
import { pageIcon, pageStyle } from '../documents/page-style.ts'
import { toApexPage } from '../pages/apex/apex-page.ts'
import type { Route } from '../plugin/compile-plugin.ts'
import { createRouteTable } from '../plugin/route-table.ts'
import type { Site } from './site.ts'

export interface ApexSiteOptions {
  plugins: readonly HostedPlugin[]
  /** The packages of those that are ready. */
  packages: readonly MarketplaceEntry[]
  /** The public origin of the domain. */
  url: URL
  toOrigin: (name: string) => string
  operator: { name: string; email: string }
  hasConsole: boolean
  /** What takes the steps of a plugin: `POST /mcp` and documents about it. */
  routes: readonly { method: Method; path: string; route: Route }[]
}

/** The domain itself. */
export function createApexSite(options: ApexSiteOptions): Site {
  const { routes } = options
  const router = new Router()
  for (const [path, content] of Object.entries(createApexDocuments(options))) router.get(path, createAnswer(content) as RouterMiddleware)
  const table = createRouteTable()
  for (const { method, path, route } of routes) table.add(method, path, route)
  const paths = new Set(routes.map(({ path }) => path))
  const dispatch = toStep(router)
  return {
    name: 'apex',
    plugin: { name: 'apex', routes: table },
    answer: (ctx, next) => (paths.has(ctx.state.path) ? next() : dispatch(ctx, next)),
  }
}

function createApexDocuments({ plugins, packages, url, toOrigin, operator, hasConsole }: ApexSiteOptions): Record<string, DocumentContent> {
  const logos = plugins.map((plugin) => toOrigin(plugin.name)).join(' ')
  const policy = `default-src 'none'; img-src 'self' ${logos}; style-src 'self'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`
  const list = plugins.map((hosted) => toEntry(hosted, toOrigin(hosted.name)))
  const consoleUrl = hasConsole ? `${toOrigin('console')}/` : undefined
  const json = (value: object) => ({ type: 'application/json; charset=utf-8', body: JSON.stringify(value, null, 2) })
  const page = toApexPage({ plugins, url, toOrigin, consoleUrl, isLocal: isLocal(url.hostname) })
  return {
    '/': { type: 'text/html; charset=utf-8', body: page, policy },
    '/plugins.json': json({ plugins: list }),
    '/marketplace.json': json(toMarketplace(packages, { host: url.host, operator })),
    '/assets/page.css': pageStyle,
    '/assets/icon.svg': pageIcon,
    '/assets/apex.css': { type: 'text/css; charset=utf-8', body: readPageFile('apex.css') },
    '/assets/copy.js': { type: 'text/javascript; charset=utf-8', body: readPageFile('copy.js') },
    '/robots.txt': { type: 'text/plain; charset=utf-8', body: 'User-agent: *\nAllow: /\n' },
  }
}

/** A plugin as programs find it; `widgets` are `ui://` resources of its MCP server, by action. */
function toEntry(hosted: HostedPlugin, origin: string): object {
  const { name, status } = hosted
  return {
    name,
    status,
    url: origin,
    manifest: `${origin}/.well-known/ai-plugin.json`,
    openapi: `${origin}/openapi.json`,
    mcp: `${origin}/mcp`,
    package: `${origin}/plugin.zip`,
    ...(hosted.status === 'ready' && { widgets: toWidgetUris(hosted.plugin, hosted.widgets) }),
  }
}

function readPageFile(name: string): Buffer {
  return readFileSync(new URL(`../pages/apex/${name}`, import.meta.url))
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
