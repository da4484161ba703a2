import { buildRequest, type BuiltRequest } from '@patchbay/manifest-reader'
import { SafeRequestError, type SafeAnswer, type SafeRequest } from '@patchbay/safe-fetch'
import type { ReceivedResponse, SentRequest } from '../api.ts'
import type { PluginAction } from '../plugins/definition.ts'
import type { PluginToken } from '../plugins/installs.ts'
import { countTokens } from '../plugins/tokens.ts'

export interface SendCallOptions {
  request: SafeRequest
  action: PluginAction
  arguments: Readonly<Record<string, unknown>>
  token: PluginToken | undefined
  /** Beside what every call has. */
  headers: readonly (readonly [name: string, value: string])[]
  signal: AbortSignal
}

export interface SentCall {
  request: SentRequest | null
  response: ReceivedResponse | null
  /** Whole, for the one who reads jobs and confirmations. */
  headers: Map<string, string>
  milliseconds: number
  curl: string | null
  problem: string | null
  /** The plugin wants another token (401). */
  isRefused: boolean
}

/** Hosts wait as long for an answer, and read as many characters of it. */
const timeout = 45_000
const mostCharacters = 100_000
const mostBytes = 1_000_000

const nothing: SentCall = {
  request: null,
  response: null,
  headers: new Map(),
  milliseconds: 0,
  curl: null,
  problem: null,
  isRefused: false,
}

/** Calls an action over HTTP, and remembers what went over the wire, without the secrets. */
export async function sendCall(options: SendCallOptions): Promise<SentCall> {
  const started = performance.now()
  const toMilliseconds = () => Math.round(performance.now() - started)
  let sent: SentRequest | null = null
  try {
    const built = buildRequest(options.action.operation!, options.arguments)
    const headers = toHeaders(options, built)
    const { method, url, body } = built
    sent = { method, url, headers: headers.map(hideSecret), body: body ?? null }
    const ask = { url: new URL(url), origin: 'typed', method, headers, body, signal: options.signal } as const
    const answer = await options.request({ ...ask, timeout, maxBytes: mostBytes, cuts: true })
    const milliseconds = toMilliseconds()
    return {
      request: sent,
      response: await toResponse(answer),
      headers: new Map(answer.headers),
      milliseconds,
      curl: toCurl(sent),
      problem: toRedirectProblem(answer),
      isRefused: answer.status === 401,
    }
  } catch (error) {
    const known = error instanceof SafeRequestError || (error instanceof Error && sent === null)
    if (!known) throw error
    return { ...nothing, request: sent, milliseconds: toMilliseconds(), curl: sent && toCurl(sent), problem: error.message }
  }
}

function toHeaders({ headers, token }: SendCallOptions, { contentType }: BuiltRequest): [string, string][] {
  return [
    ['accept', 'application/json, text/*;q=0.8, */*;q=0.1'],
    ['user-agent', 'Patchbay-Console/0.1'],
    ...headers.map(([name, value]): [string, string] => [name, value]),
    ...(contentType === undefined ? [] : [['content-type', contentType] as [string, string]]),
    ...(token ? [['authorization', `${token.scheme} ${token.accessToken}`] as [string, string]] : []),
  ]
}

async function toResponse({ status, statusText, headers, body: bytes, isCut }: SafeAnswer): Promise<ReceivedResponse> {
  const text = bytes.toString('utf8')
  const body = text.slice(0, mostCharacters)
  return {
    status,
    statusText,
    headers: headers.map(hideSecret),
    body,
    isCut: isCut || text.length > mostCharacters,
    bytes: bytes.length,
    tokens: await countTokens(body),
  }
}

/** A call and its token go where the document says, and nowhere else. */
function toRedirectProblem({ status, headers }: SafeAnswer): string | null {
  if (status < 300 || status > 399) return null
  const target = headers.find(([name]) => name === 'location')?.[1]
  return `The plugin redirects${target === undefined ? '' : ` to ${target}`}, which calls do not follow. Its document has to name the address itself.`
}

function hideSecret([name, value]: [string, string]): [string, string] {
  if (/^(?:set-)?cookie$/i.test(name)) return [name, '•••']
  return /^(?:proxy-)?authorization$/i.test(name) ? [name, `${value.split(' ')[0]} •••`] : [name, value]
}

/** The request as a command; whoever runs it puts their own token in. */
export function toCurl({ method, url, headers, body }: SentRequest): string {
  const shown = headers.filter(([name]) => name === 'content-type' || name === 'accept' || name === 'authorization')
  const fields = shown.map(([name, value]) => {
    const text = name === 'authorization' ? `"${name}: ${value.replace('•••', '$TOKEN')}"` : quote(`${name}: ${value}`)
    return `-H ${text}`
  })
  const parts = ['curl', ...(method === 'GET' ? [] : ['-X', method]), quote(url), ...fields, ...(body === null ? [] : ['-d', quote(body)])]
  return parts.join(' ')
}

/** For a POSIX shell: nothing in it means anything. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
