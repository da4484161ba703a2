import type { Endpoints, Problem } from '@patchbay/console/api'

type Path = keyof Endpoints
type Answer<P extends Path> = Endpoints[P]['answer']
type Body<P extends Path> = Endpoints[P] extends { body: infer Given } ? Given : undefined

/** What the server refused, in its own words. */
export class Refusal extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

let csrfToken = ''

export function keepCsrfToken(token: string): void {
  csrfToken = token
}

const signedOut = 'signed-out'

/** Hears that the session which was there has ended. */
export function onSignedOut(listener: () => void): () => void {
  addEventListener(signedOut, listener)
  return () => removeEventListener(signedOut, listener)
}

interface Options<P extends Path> {
  /** Values for `{id}` and its like, in their order. */
  params?: readonly string[]
  query?: Record<string, string>
  body?: Body<P>
  headers?: Record<string, string>
}

/**
 * Calls the console's server: `ask('GET /api/plugins/{id}', { params: [id] })`.
 *
 * @throws Refusal
 */
export async function ask<P extends Path>(endpoint: P, options: Options<P> = {}): Promise<Answer<P>> {
  const [method = 'GET', path = ''] = endpoint.split(' ')
  const params = [...(options.params ?? [])]
  const url = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(params.shift() ?? ''))
  const query = options.query ? `?${new URLSearchParams(options.query)}` : ''
  const headers: Record<string, string> = { ...options.headers }
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  const answer = await fetch(`${url}${query}`, {
    method,
    headers,
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  }).catch(() => undefined)
  if (!answer) throw new Refusal(unreachable)
  const content: unknown = await answer.json().catch(() => null)
  if (answer.status === 401 && csrfToken !== '') dispatchEvent(new Event(signedOut))
  if (!answer.ok) throw new Refusal((content as Problem | null) ?? { ...unreachable, status: answer.status })
  return content as Answer<P>
}

const unreachable: Problem = {
  title: 'Not reachable',
  status: 0,
  code: 'unreachable',
  detail: 'The console does not answer, or you are offline. Nothing is lost: try again.',
  requestId: '',
}
