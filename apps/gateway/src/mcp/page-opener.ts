import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/**
 * Clients before 2026 say only in `initialize` that they open pages for their person (2025-11-25, Elicitation, URL mode). Nobody keeps
 * a session here, so that stands in the session's id, which a client sends with all that follows. It decides on the form of an
 * answer only: who writes such an id for themselves gets that form.
 */
const prefix = 'opens-pages.'

/** The session's id for a client that declares it; undefined for every other message. */
export function toSessionId(body: unknown): string | undefined {
  const { method, params } = toObject(body)
  if (method !== 'initialize') return undefined
  const { elicitation } = toObject(toObject(params)['capabilities'])
  return typeof toObject(elicitation)['url'] === 'object' ? `${prefix}${randomUUID()}` : undefined
}

export function isPageOpener(headers: IncomingHttpHeaders): boolean {
  const id = headers['mcp-session-id']
  return typeof id === 'string' && id.startsWith(prefix)
}

function toObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
