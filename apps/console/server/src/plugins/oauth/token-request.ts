import type { SafeRequest } from '@patchbay/safe-fetch'
import { AppError } from '@patchbay/plugin-kit'
import { z } from 'zod'
import type { PluginToken } from '../installs.ts'

/** Where and how tokens of a plugin are had. Kept with the token, so that it can be had anew. */
export interface TokenEndpoint {
  url: string
  contentType: 'application/json' | 'application/x-www-form-urlencoded'
  clientId: string
  /** RFC 8707, for MCP servers. */
  resource?: string | undefined
}

const answerSchema = z.object({
  // RFC 6749 appendix A.12: nothing that could end the header it is sent in.
  access_token: z.string().regex(/^[\x20-\x7E]+$/),
  token_type: z.string().nullish(),
  refresh_token: z.string().min(1).nullish().catch(undefined),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
})

/** Types that are more than a header (RFC 6749 §7.1). Others, such as Slack's `bot`, are bearer tokens by another name. */
const unsendable = /^(?:mac|dpop|pop)$/i

/** Credentials stand in the body, as plugin hosts send them (RFC 6749 §2.3.1). */
export async function requestToken(
  request: SafeRequest,
  endpoint: TokenEndpoint,
  parameters: Record<string, string | undefined>,
): Promise<PluginToken> {
  const { url, contentType, clientId: client_id, resource } = endpoint
  const all = Object.entries({ ...parameters, client_id, resource }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const isJson = contentType === 'application/json'
  const answer = await request({
    url: new URL(url),
    origin: 'typed',
    method: 'POST',
    headers: [
      ['content-type', contentType],
      ['accept', 'application/json'],
    ],
    body: isJson ? JSON.stringify(Object.fromEntries(all)) : new URLSearchParams(all).toString(),
    timeout: 15_000,
    maxBytes: 65_536,
  })
  const parsed = answerSchema.safeParse(parse(answer.body.toString()))
  if (answer.status >= 300 || !parsed.success) throw noToken(answer.status)
  const { access_token, token_type, refresh_token, expires_in } = parsed.data
  if (token_type && unsendable.test(token_type))
    throw new AppError('upstream_failed', `The plugin’s sign-in gave a token of the type ${token_type}, which the console can’t send.`)
  return {
    accessToken: access_token,
    scheme: /^basic$/i.test(token_type ?? '') ? 'Basic' : 'Bearer',
    refreshToken: refresh_token ?? parameters['refresh_token'],
    expiresAt: expires_in === undefined ? undefined : Date.now() + expires_in * 1000,
    endpoint,
  }
}

function noToken(status: number): AppError {
  const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429
  const advice = status === 408 || status === 429 || status >= 500 ? 'Try again in a while.' : 'Sign in again.'
  return new AppError('upstream_failed', `The plugin’s sign-in did not give a token (${status}). ${advice}`, { details: { isRefused } })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Some servers of 2023 answer as a form.
    return Object.fromEntries(new URLSearchParams(text))
  }
}
