import { createSafeRequest, type SafeRequest } from '@patchbay/safe-fetch'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestToken } from './token-request.ts'

describe('requestToken', () => {
  let server: Server
  let request: SafeRequest
  let answer: { status: number; body: string }
  beforeAll(async () => {
    server = createServer((_, response) => response.writeHead(answer.status).end(answer.body))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    request = createSafeRequest({ allowLoopback: true })
  })
  afterAll(async () => {
    await request.close()
    server.close()
  })

  const ask = (body: object | string, status = 200) => {
    answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) }
    const url = `http://localhost:${(server.address() as { port: number }).port}/token`
    const endpoint = { url, contentType: 'application/json' as const, clientId: 'console' }
    return requestToken(request, endpoint, { grant_type: 'refresh_token', refresh_token: 'old' })
  }

  it('takes null for what is not there', async () => {
    const token = await ask({ access_token: 'a', token_type: null, refresh_token: null, expires_in: null })
    expect(token).toMatchObject({ accessToken: 'a', scheme: 'Bearer', refreshToken: 'old', expiresAt: undefined })
    for (const expires_in of ['', 0, -1, 'soon']) expect((await ask({ access_token: 'a', expires_in })).expiresAt).toBeUndefined()
    expect((await ask({ access_token: 'a', expires_in: '60' })).expiresAt).toBeGreaterThan(Date.now())
    expect(await ask('access_token=a&token_type=basic')).toMatchObject({ accessToken: 'a', scheme: 'Basic' })
  })

  it('takes no token that can’t be sent as it is meant', async () => {
    for (const token_type of ['mac', 'DPoP']) await expect(ask({ access_token: 'a', token_type })).rejects.toThrow('can’t send')
    for (const access_token of ['a\r\nx-evil: 1', 'ü', '', 7, undefined])
      await expect(ask({ access_token })).rejects.toThrow('did not give a token')
  })

  it('says whether to sign in again or to wait', async () => {
    for (const status of [400, 401, 403])
      await expect(ask({}, status)).rejects.toMatchObject({
        message: expect.stringContaining('Sign in again'),
        details: { isRefused: true },
      })
    for (const status of [408, 429, 500, 503])
      await expect(ask({}, status)).rejects.toMatchObject({ message: expect.stringContaining('Try again'), details: { isRefused: false } })
  })
})
