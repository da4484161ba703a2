import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Step } from '../call.ts'
import { pagePolicy } from '../pages/document.ts'
import type { Route } from '../plugin/compile-plugin.ts'

export interface DocumentContent {
  type: string
  body: string | Buffer
  /** Replaces the strict policy of every answer, where a page needs more. */
  policy?: string
  /** Seconds a cache may keep it without asking; 300 by default. */
  maxAge?: number
  /** The name under which a browser keeps it as a file instead of showing it. */
  fileName?: string
}

/** A route that answers the same bytes to everybody, with a strong ETag (RFC 9110 §8.8.3) and 304 where the caller has them. */
export function createDocument(path: string, content: DocumentContent): Route {
  const limit = { requests: Number.MAX_SAFE_INTEGER, seconds: 1 }
  const limits = { address: limit, client: limit, user: limit, action: limit }
  return { name: 'document', pattern: `GET ${path}`, auth: 'none', limits, takesBody: false, answer: createAnswer(content) }
}

/** The same as a Koa middleware, for hosts that are not a plugin's. */
export function createAnswer(content: DocumentContent): Step {
  const body = Buffer.from(content.body)
  const policy = content.policy ?? (content.type.startsWith('text/html') ? pagePolicy : undefined)
  const zip = createZip(body, content.type)
  // Weak where the compressed form has the same one (RFC 9110 §8.8.3.3).
  const etag = `${zip ? 'W/' : ''}"${hash('sha256', body, 'base64url').slice(0, 22)}"`
  return async (ctx) => {
    ctx.status = 200
    ctx.set('etag', etag)
    ctx.set('cache-control', `public, max-age=${content.maxAge ?? 300}`)
    ctx.set('cross-origin-resource-policy', 'cross-origin')
    if (policy) ctx.set('content-security-policy', policy)
    if (zip) ctx.set('vary', 'origin, accept-encoding')
    if (content.fileName) ctx.set('content-disposition', `attachment; filename="${content.fileName}"`)
    if (ctx.fresh) {
      ctx.status = 304
      return
    }
    ctx.type = content.type
    ctx.body = (await zip?.(ctx)) ?? body
  }
}

const compress = promisify(gzip)

/** Large text is compressed once, when somebody first takes it so. */
function createZip(body: Buffer, type: string): ((ctx: Parameters<Step>[0]) => Promise<Buffer | undefined>) | undefined {
  if (body.length < 1024 || /^image\/|zip$/.test(type)) return undefined
  let zipped: Promise<Buffer> | undefined
  return async (ctx) => {
    if (ctx.acceptsEncodings('gzip', 'identity') !== 'gzip') return undefined
    zipped ??= compress(body)
    ctx.set('content-encoding', 'gzip')
    return zipped
  }
}
