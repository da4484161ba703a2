import { AppError } from '@patchbay/plugin-kit'
import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Call } from '../call.ts'

interface StaticFile {
  body: Buffer
  zipped: Buffer | undefined
  type: string
  etag: string
  /** Whether its name changes with what is in it. */
  isForever: boolean
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

const compress = promisify(gzip)

/** The built page, read once. Paths that are no file and have no dot get index.html: the page has its own routes. */
export async function loadStaticFiles(folder: string): Promise<(ctx: Call) => void> {
  const files = new Map<string, StaticFile>()
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const type = types[extname(entry.name)]
    if (entry.isFile() && type) files.set(`/${relative(folder, path).split(sep).join('/')}`, await load(path, type))
  }
  return (ctx) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD')
      throw new AppError('method_not_allowed', 'Use GET here.', { headers: { allow: 'GET, HEAD' } })
    const path = ctx.path === '/' ? '/index.html' : ctx.path
    const file = files.get(path) ?? (path.includes('.') || path.startsWith('/assets/') ? undefined : files.get('/index.html'))
    if (file) return send(ctx, file)
    if (files.size === 0) throw new AppError('unavailable', 'The console’s page is not built. The log of its start says why.')
    throw new AppError('not_found', 'There is nothing at this path.')
  }
}

async function load(path: string, type: string): Promise<StaticFile> {
  const body = await readFile(path)
  const isText = /^text|json|javascript|svg/.test(type)
  const etag = `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"`
  const isForever = /[/\\]assets[/\\][^/\\]+-[\w-]{8,}\.\w+$/.test(path)
  return { body, zipped: isText && body.length > 1024 ? await compress(body, { level: 9 }) : undefined, type, etag, isForever }
}

function send(ctx: Call, { body, zipped, type, etag, isForever }: StaticFile): void {
  ctx.status = 200
  ctx.set('etag', etag)
  ctx.set('vary', 'accept-encoding')
  ctx.set('cache-control', isForever ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (ctx.fresh) {
    ctx.status = 304
    return
  }
  ctx.type = type
  const isZipped = zipped && ctx.acceptsEncodings('gzip', 'identity') === 'gzip'
  if (isZipped) ctx.set('content-encoding', 'gzip')
  ctx.body = isZipped ? zipped : body
}
