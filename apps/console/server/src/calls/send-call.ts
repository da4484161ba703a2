import { buildRequest } from '@patchbay/manifest-reader'
import { SafeRequestError, type SafeRequest } from '@patchbay/safe-fetch'
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
}

/** Hosts wait as long for an answer, and read as many characters of it. */
const timeout = 45_000
const mostCharacters = 100_000
const mostBytes = 1_000_000

/** Calls an action over HTTP, and remembers what went over the wire, without the secrets. */
export async function sendCall(options: SendCallOptions): Promise<SentCall> {
  const { action, token, signal } = options
  const started = performance.now()
  const toMilliseconds = () => Math.round(performance.now() - started)
  const empty: SentCall = { request: null, response: null, headers: new Map(), milliseconds: 0, curl: null, problem: null }
  let sent: SentRequest | null = null
  try {
    const built = buildRequest(action.operation!, options.arguments)
    const headers: [string, string][] = [
      ['accept', 'application/json, text/*;q=0.8, */*;q=0.1'],
      ['user-agent', 'Patchbay-Console/0.1'],
      ...options.headers.map(([name, value]): [string, string] => [name, value]),
      ...(built.body === undefined ? [] : [['content-type', 'application/json'] as [string, string]]),
      ...(token ? [['authorization', `${token.scheme} ${token.accessToken}`] as [string, string]] : []),
    ]
    sent = { method: built.method, url: built.url, headers: headers.map(hideSecret), body: built.body ?? null }
    const limits = { timeout, maxBytes: mostBytes, cuts: true }
    const answer = await options.request({
      url: new URL(built.url),
      origin: 'typed',
      method: built.method,
      headers,
      body: built.body,
      signal,
      ...limits,
    })
    const milliseconds = toMilliseconds()
    const body = answer.body.toString('utf8')
    const isCut = answer.isCut || body.length > mostCharacters
    const shown = body.slice(0, mostCharacters)
    const response: ReceivedResponse = {
      status: answer.status,
      statusText: answer.statusText,
      headers: answer.headers.map(hideSecret),
      body: shown,
      isCut,
      bytes: answer.body.length,
      tokens: await countTokens(shown),
    }
    return { ...empty, request: sent, response, headers: new Map(answer.headers), milliseconds, curl: toCurl(sent) }
  } catch (error) {
    const known = error instanceof SafeRequestError || (error instanceof Error && sent === null)
    if (!known) throw error
    return { ...empty, request: sent, milliseconds: toMilliseconds(), curl: sent && toCurl(sent), problem: error.message }
  }
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
