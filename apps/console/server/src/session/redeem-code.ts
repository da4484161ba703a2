import type { CodeToRedeem } from '@patchbay/auth'
import type { SafeRequest } from '@patchbay/safe-fetch'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'

/** Redeems codes at the authorization server, which may be another process. */
export function createRedeemCode(issuer: string, request: SafeRequest): (code: CodeToRedeem) => Promise<string | undefined> {
  const keys = createRemoteJWKSet(new URL(`${issuer}/oauth/jwks`), { [customFetch]: request.fetch })
  return async ({ code, clientId, redirectUri, verifier, nonce }) => {
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: clientId, code_verifier: verifier }
    const answer = await request({
      url: new URL(`${issuer}/oauth/token`),
      origin: 'typed',
      method: 'POST',
      headers: [['content-type', 'application/x-www-form-urlencoded']],
      body: new URLSearchParams(form).toString(),
      timeout: 10_000,
      maxBytes: 65_536,
    })
    const { id_token: token } = JSON.parse(answer.body.toString()) as { id_token?: string }
    if (answer.status !== 200 || !token) return undefined
    const { payload } = await jwtVerify(token, keys, { issuer, audience: clientId, algorithms: ['ES256'] })
    return payload['nonce'] === nonce ? payload.sub : undefined
  }
}
