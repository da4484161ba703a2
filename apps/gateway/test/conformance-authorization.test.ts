import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runAuthorizationConformance } from './conformance/run-authorization-conformance.ts'
import { startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'
import { findPort } from './start-test-gateway.ts'

let gateway: OAuthGateway
beforeAll(async () => {
  gateway = await startOAuthGateway()
})
afterAll(() => gateway[Symbol.asyncDispose]())

describe('the conformance suite of MCP', { timeout: 60_000 }, () => {
  it.concurrent.each(['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'])(
    'passes for the authorization server: %s',
    async (revision) => {
      const { record } = await gateway.clients.create({ name: 'Suite', redirectUris: ['http://127.0.0.1/callback'] })
      const { code, output } = await runAuthorizationConformance({
        issuer: gateway.issuer,
        revision,
        clientId: record.id,
        port: await findPort(),
        resource: `${gateway.origin('diary')}/mcp`,
        signIn: (url) => gateway.allow(gateway.browser(), url),
      })
      expect(code, output).toBe(0)
      expect(output).toMatch(/✓ authorization-server-metadata-endpoint: [1-9]/)
      expect(output).toMatch(/✓ authorization-code-grant: 1 passed/)
      expect(output).not.toMatch(/[1-9]\d* (?:failed|warnings)/)
    },
  )
})
