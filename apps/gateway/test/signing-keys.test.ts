import { createSigningKeys, loadSecret } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import type { PlatformDatabase } from '@patchbay/database'
import { createTestDatabase } from '@patchbay/database/testing'
import { expect, it } from 'vitest'
import { startOAuthGateway } from './start-oauth-gateway.ts'
import { findPort, oauthFixtures, startTestGateway, type TestGateway } from './start-test-gateway.ts'

it('a new signing key signs nobody out: every gateway believes what any key has signed', async () => {
  const database = await createTestDatabase()
  const shared: PlatformDatabase = { ...database, close: () => Promise.resolve() }
  const port = await findPort()
  const environment = { PORT: String(port), PATCHBAY_SECRET: 'wR7kq2VvJ0mZbT9cXnL4sYd8hFgA3eUi' }
  await using before = await startOAuthGateway(environment, { database: shared })
  const client = await before.createClient()
  const browser = before.browser()
  await before.signIn(browser, `${before.issuer}/account`)
  const old = await before.getTokens(client)
  await createSigningKeys(database, loadSecret(toConfig(environment))).rotate()
  // The same public address, as behind one edge.
  const second = { ...environment, PORT: String(await findPort()), PATCHBAY_URL: `http://localhost:${port}` }
  await using after = await startTestGateway({ environment: second, database: shared, pluginsFolder: oauthFixtures })
  const ask = (gateway: TestGateway, access: string) =>
    gateway.ask('diary', '/entries', { key: access, headers: { host: `diary.localhost:${port}` } })
  const refresh = { grant_type: 'refresh_token', refresh_token: old.refresh_token, ...client }
  const renewed = await after.ask('auth', '/oauth/token', {
    raw: new URLSearchParams(refresh).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', host: `auth.localhost:${port}` },
  })
  expect(renewed.status).toBe(200)
  const kid = (token: string) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid as string
  expect(kid(renewed.json.access_token)).not.toBe(kid(old.access_token))
  for (const gateway of [before, after])
    for (const token of [old.access_token, renewed.json.access_token]) expect((await ask(gateway, token)).status).toBe(200)
  expect((await browser.open(`${before.issuer}/account`)).text).toContain('ada@example.com')
  const jwks = await after.ask('auth', '/oauth/jwks', { headers: { host: `auth.localhost:${port}` } })
  expect(jwks.json.keys).toHaveLength(2)
  await database.close()
})
