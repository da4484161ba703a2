import Router, { type RouterContext } from '@koa/router'
import { createAnswer } from '../../documents/document-route.ts'
import type { CallState } from '../../call.ts'
import { globSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { BoardAdapter } from './board-adapter.ts'

/** Its page is made by script, and loads nothing but what is served from here. The hash is that of the one style it makes itself. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-r2N1TB/gHbBtBZFKg7ejmq1acVSREzucTAEw6ga4hoU='; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "frame-ancestors 'none'; base-uri 'self'; form-action 'none'"

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}

/** Serves what Bull Board asks for below `base`. Only what it reads: no other method has a route. */
export function createBoardRouter(adapter: BoardAdapter, base: string): Router<CallState> {
  const router = new Router<CallState>({ prefix: base, strict: true })
  const page = renderPage(adapter, base)
  for (const path of [adapter.entry!.route].flat())
    router.get(path, (ctx) => {
      ctx.set('content-security-policy', policy)
      ctx.type = 'text/html; charset=utf-8'
      ctx.body = page
    })
  for (const [path, answer] of readStatics(adapter.statics)) router.get(`/static/${path}`, (ctx, next) => answer()(ctx as never, next))
  for (const { method, route, handler } of adapter.routes) {
    if (![method].flat().includes('get')) continue
    for (const path of [route].flat()) router.get(path, (ctx) => answerData(ctx, adapter, handler))
  }
  return router
}

type Handler = BoardAdapter['routes'][number]['handler']

async function answerData(ctx: RouterContext<CallState>, { queues, uiConfig, handleError }: BoardAdapter, handler: Handler): Promise<void> {
  const asked = { queues, uiConfig, params: ctx.params, query: ctx.query, body: {}, headers: {} }
  const { status = 200, body } = await Promise.resolve(handler(asked)).catch((error: Error) => handleError(error))
  ctx.status = status
  ctx.body = body
}

/** Its template names five values. The font that it would fetch from elsewhere is left out, and the style of its first moment. */
function renderPage({ views, entry, uiConfig }: BoardAdapter, base: string): string {
  const { name, params } = entry!.handler({ basePath: base, uiConfig })
  const values = params as Record<string, string>
  return readFileSync(join(views, name), 'utf8')
    .replaceAll(/<link href="https:[^>]+>|<style>.*?<\/style>| style="[^"]*"/g, '')
    .replaceAll(/<%[-=] (\w+) %>/g, (_, key: string) => values[key] ?? '')
}

/** By path: each file is read when it is first asked for. */
function readStatics(folder: string) {
  const paths = globSync('**/*.*', { cwd: folder })
  return paths.map((path) => {
    let answer: ReturnType<typeof createAnswer> | undefined
    const type = types[extname(path)] ?? 'application/octet-stream'
    return [path, () => (answer ??= createAnswer({ type, body: readFileSync(join(folder, path)), maxAge: 86_400 }))] as const
  })
}
