import { promisify } from 'node:util'
import { gunzip, inflate } from 'node:zlib'
import { Agent, fetch, type Dispatcher } from 'undici'
import { createConnector, isLoopbackHost, refuse, type OwnHosts } from './create-connector.ts'

export interface SafeRequestOptions {
  /** Whether addresses that a person typed may be loopback: only while the platform itself is http on localhost. */
  allowLoopback: boolean
  own?: OwnHosts | undefined
}

export interface SafeAsk {
  url: URL
  /** `typed`: a person typed it, or it belongs to a plugin they added. `found`: it stands in what a stranger wrote. */
  origin: 'typed' | 'found'
  method?: string
  headers?: readonly (readonly [name: string, value: string])[]
  body?: string | undefined
  signal?: AbortSignal | undefined
  /** Milliseconds for everything. */
  timeout: number
  /** Bytes, after decompression. */
  maxBytes: number
  /** Whether what is longer is cut off instead of refused. */
  cuts?: boolean
  /** Whether a redirect may be followed, at most three times; none is when left out. */
  mayFollow?: (from: URL, to: URL) => boolean
}

export interface SafeAnswer {
  /** After redirects. */
  url: URL
  status: number
  statusText: string
  headers: [name: string, value: string][]
  body: Buffer
  isCut: boolean
}

/** Asks an address that somebody else chose. */
export interface SafeRequest {
  /** @throws SafeRequestError in words for the person who asked. */
  (ask: SafeAsk): Promise<SafeAnswer>
  /** For clients that bring their own protocol: answers as they come, no redirects, to addresses that a person typed. */
  fetch: typeof globalThis.fetch
  close(): Promise<void>
}

export type SafeRequestProblem = 'refused' | 'unreachable' | 'timeout' | 'too-long' | 'redirect' | 'stopped'

export class SafeRequestError extends Error {
  readonly problem: SafeRequestProblem

  constructor(problem: SafeRequestProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SafeRequestError'
    this.problem = problem
  }
}

const most = 3
const connectTimeout = 5000

export function createSafeRequest({ allowLoopback, own }: SafeRequestOptions): SafeRequest {
  const toAgent = (loopback: boolean) =>
    new Agent({
      connect: createConnector({ allowLoopback: loopback, own, timeout: connectTimeout }),
      maxResponseSize: 10 * 1024 * 1024,
      headersTimeout: 60_000,
      bodyTimeout: 60_000,
    })
  const agents = { typed: toAgent(allowLoopback), found: toAgent(false) }
  const isAllowed = (url: URL, origin: SafeAsk['origin']) => {
    const isOwn = own?.isOwn(url.host) ?? false
    const isLocal = isLoopbackHost(url.hostname)
    if (url.username || url.password || (url.protocol !== 'https:' && url.protocol !== 'http:')) return false
    if (isOwn) return true
    return isLocal ? allowLoopback && origin === 'typed' : url.port === '' && (url.protocol === 'https:' || origin === 'found')
  }

  const request = async (ask: SafeAsk): Promise<SafeAnswer> => {
    const limit = AbortSignal.timeout(ask.timeout)
    const signal = ask.signal ? AbortSignal.any([ask.signal, limit]) : limit
    let { url } = ask
    for (let hops = 0; ; hops += 1) {
      if (!isAllowed(url, ask.origin)) throw new SafeRequestError('refused', refuse().message)
      const answer = await send({ ...ask, url, signal }, agents[ask.origin]).catch((error: unknown) => {
        throw toError(error, { ask, limit })
      })
      const target = ask.mayFollow && toTarget(answer)
      if (!target) return answer
      if (hops === most) throw new SafeRequestError('redirect', `${ask.url} redirects more than ${most} times.`)
      if (!ask.mayFollow!(url, target)) throw new SafeRequestError('redirect', `${url} redirects to ${target}, which is not allowed.`)
      url = target
    }
  }

  const typedFetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (!isAllowed(url, 'typed')) throw new SafeRequestError('refused', refuse().message)
    const headers = { ...Object.fromEntries(new Headers(init.headers)), 'accept-encoding': 'identity' }
    const asked = fetch(url, { ...init, headers, redirect: 'manual', dispatcher: agents.typed } as never)
    const answer = await asked.catch((error: unknown) => {
      throw init.signal?.aborted ? error : toReachError(error, url)
    })
    if (!isCompressed(answer.headers.get('content-encoding')?.trim().toLowerCase())) return answer
    // What it becomes has no limit that could be set here.
    await answer.body?.cancel()
    throw new SafeRequestError('unreachable', `${url.host} compresses its answers, though it was asked not to.`)
  }

  return Object.assign(request, {
    fetch: typedFetch as unknown as typeof globalThis.fetch,
    close: async () => {
      await Promise.all([agents.typed.destroy(), agents.found.destroy()])
    },
  })
}

async function send(ask: SafeAsk & { signal: AbortSignal }, agent: Agent): Promise<SafeAnswer> {
  const { url, signal, method = 'GET', headers = [], body } = ask
  const {
    statusCode,
    statusText,
    headers: received,
    body: stream,
  } = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: method as Dispatcher.HttpMethod,
    headers: headers.flat(),
    ...(body !== undefined && { body }),
    signal,
  })
  const fields = Object.entries(received).flatMap(([name, value]) => [value ?? []].flat().map((each): [string, string] => [name, each]))
  const raw = await readBytes(stream, ask).catch((error: unknown) => {
    if (error instanceof SafeRequestError || signal.aborted) throw error
    throw new SafeRequestError('unreachable', `${url.host} broke off in the middle of its answer.`, { cause: error })
  })
  const encoding = fields
    .find(([name]) => name === 'content-encoding')?.[1]
    ?.trim()
    .toLowerCase()
  if (raw.isCut && isCompressed(encoding)) throw tooLong(url, ask.maxBytes)
  const content = raw.isCut ? raw : await decode(raw.bytes, encoding, ask)
  return { url, status: statusCode, statusText, headers: fields, body: content.bytes, isCut: content.isCut }
}

interface Content {
  bytes: Buffer
  isCut: boolean
}

async function readBytes(stream: AsyncIterable<Buffer> & { destroy: () => unknown }, { maxBytes, cuts, url }: SafeAsk): Promise<Content> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    if (size <= maxBytes) continue
    stream.destroy()
    if (!cuts) throw tooLong(url, maxBytes)
    return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), isCut: true }
  }
  return { bytes: Buffer.concat(chunks), isCut: false }
}

const decoders = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate) }

/** The limit counts for what comes out, so that a small answer can't become a large one. */
async function decode(bytes: Buffer, encoding: string | undefined, { url, maxBytes }: SafeAsk): Promise<Content> {
  if (!isCompressed(encoding) || bytes.length === 0) return { bytes, isCut: false }
  if (!isKnown(encoding)) throw new SafeRequestError('unreachable', `${url} answers in the encoding ${encoding}, which was not asked for.`)
  try {
    return { bytes: await decoders[encoding](bytes, { maxOutputLength: maxBytes }), isCut: false }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLong(url, maxBytes)
    throw new SafeRequestError('unreachable', `${url} answers with bytes that are not ${encoding}.`, { cause: error })
  }
}

function isKnown(encoding: string): encoding is keyof typeof decoders {
  return Object.hasOwn(decoders, encoding)
}

function isCompressed(encoding: string | undefined): encoding is string {
  return encoding !== undefined && encoding !== '' && encoding !== 'identity'
}

function toTarget({ status, headers, url }: SafeAnswer): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined
  const location = headers.find(([name]) => name === 'location')?.[1]
  return location === undefined ? undefined : (URL.parse(location, url.href) ?? undefined)
}

function tooLong(url: URL, maxBytes: number): SafeRequestError {
  return new SafeRequestError('too-long', `${url} answers with more than ${maxBytes} bytes.`)
}

function toError(error: unknown, { ask, limit }: { ask: SafeAsk; limit: AbortSignal }): Error {
  if (error instanceof SafeRequestError) return error
  if (limit.aborted) return new SafeRequestError('timeout', `${ask.url.host} did not answer within ${ask.timeout / 1000} s.`)
  if (ask.signal?.aborted) return new SafeRequestError('stopped', 'The request was stopped.')
  return toReachError(error, ask.url)
}

/** The library tells in a cause what a connection failed of. */
function toReachError(error: unknown, { host }: URL): SafeRequestError {
  const { message } = refuse()
  const isRefused = error instanceof Error && [error, error.cause].some((each) => each instanceof Error && each.message === message)
  if (isRefused) return new SafeRequestError('refused', message)
  return new SafeRequestError('unreachable', `${host} can’t be reached.`, { cause: error })
}
