import { AppError } from '@patchbay/plugin-kit'
import type { IncomingMessage } from 'node:http'
import type { Step } from '../call.ts'

const mostFields = 100
const longestUrl = 8192

/** Fields that must not stand twice: two readers could take different ones. Host routing depends on it. */
const onceOnly = new Set([
  'host',
  'authorization',
  'content-type',
  'content-length',
  'transfer-encoding',
  'origin',
  'cookie',
  'idempotency-key',
])

/** Refuses what two HTTP readers could understand differently (RFC 9112 §3.2, §6.1), and what is too large to be meant. */
export function refuseAmbiguity(): Step {
  return (ctx, next) => {
    const { req } = ctx
    if (req.httpVersion !== '1.1' && req.httpVersion !== '1.0') throw new AppError('invalid_request', 'Use HTTP/1.1.')
    if (req.url!.length > longestUrl) throw new AppError('uri_too_long', `The URL is longer than ${longestUrl} characters.`)
    refuseTwins(req.rawHeaders)
    readTarget(req, ctx.state)
    return next()
  }
}

function refuseTwins(rawHeaders: string[]): void {
  if (rawHeaders.length > 2 * mostFields) throw new AppError('invalid_request', `There are more than ${mostFields} header fields.`)
  let seen: string[] | undefined
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase()
    if (!onceOnly.has(name)) continue
    if (seen?.includes(name)) throw new AppError('invalid_request', `The header ${name} stands twice. Send it once.`)
    seen = seen ? [...seen, name] : [name]
  }
}

/** Most paths are plain; only the others are looked at closely. */
const plainPath = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/

function readTarget(req: IncomingMessage, state: { path: string; query: string }): void {
  const target = toOriginForm(req)
  const mark = target.indexOf('?')
  state.path = mark === -1 ? target : target.slice(0, mark)
  state.query = mark === -1 ? '' : target.slice(mark + 1)
  if (!plainPath.test(state.path) && state.path !== '/') checkPath(state.path)
}

/** An absolute-form target (RFC 9112 §3.2.2) must agree with Host. */
function toOriginForm(req: IncomingMessage): string {
  const target = req.url!
  if (target.startsWith('/')) return target
  const match = /^https?:\/\/([^/?#]+)(\/[^#]*)?$/i.exec(target)
  if (!match || match[1]!.toLowerCase() !== req.headers.host?.toLowerCase())
    throw new AppError('invalid_request', 'The request target and the Host header do not agree.')
  return match[2] ?? '/'
}

/** No empty, dot or undecodable segments, no control characters, no backslashes: a path means one thing. */
function checkPath(path: string): void {
  for (const segment of path.split('/').slice(1, path.endsWith('/') ? -1 : undefined)) {
    const text = decode(segment)
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    if (text === undefined || text === '' || text === '.' || text === '..' || /[\u0000-\u001f\u007f\\]/.test(text)) {
      throw new AppError('invalid_request', 'The path is malformed.')
    }
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
