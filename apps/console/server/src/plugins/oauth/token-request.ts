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
  access_token: z.string().min(1),
  token_type: z.string().optional(),
  refresh_token: z.string().optional(),
  expires_in: z.coerce.number().optional().catch(undefined),
})

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
  if (answer.status >= 300 || !parsed.success)
    throw new AppError('upstream_failed', `The plugin’s sign-in did not give a token (${answer.status}). Sign in again.`, {
      details: { isRefused: answer.status >= 400 && answer.status < 500 && answer.status !== 429 },
    })
  const { access_token, token_type = 'bearer', refresh_token, expires_in } = parsed.data
  return {
    accessToken: access_token,
    scheme: /^basic$/i.test(token_type) ? 'Basic' : 'Bearer',
    refreshToken: refresh_token ?? parameters['refresh_token'],
    expiresAt: expires_in === undefined ? undefined : Date.now() + expires_in * 1000,
    endpoint,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Some servers of 2023 answer as a form.
    return Object.fromEntries(new URLSearchParams(text))
  }
}
