import { createSafeRequest, type SafeRequest } from '@patchbay/safe-fetch'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discover } from './discover.ts'

describe('discover', () => {
  let server: Server
  let origin: string
  let request: SafeRequest
  let resource: string
  const forPath = '/.well-known/oauth-protected-resource/tools/mcp'
  const forHost = '/.well-known/oauth-protected-resource'

  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      const metadata = {
        issuer: origin,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        code_challenge_methods_supported: ['S256'],
      }
      if (url === '/.well-known/oauth-authorization-server') response.end(JSON.stringify(metadata))
      else if (url === forPath || url === forHost) response.end(JSON.stringify({ resource, authorization_servers: [origin] }))
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://localhost:${(server.address() as { port: number }).port}`
    request = createSafeRequest({ allowLoopback: true })
  })
  afterAll(async () => {
    await request.close()
    server.close()
  })

  const ask = (path: string, named: string) => {
    resource = named
    const definition = { url: `${origin}/tools/mcp`, auth: { type: 'mcp' as const, metadataUrl: `${origin}${path}` } }
    return discover(request, { definition })
  }

  it('finds where people sign in to an MCP server', async () => {
    expect(await ask(forPath, `${origin}/tools/mcp`)).toMatchObject({ tokenUrl: `${origin}/token`, resource: `${origin}/tools/mcp` })
    expect(await ask(forHost, origin)).toMatchObject({ resource: origin })
    expect(await ask(forHost, `${origin}/tools`)).toMatchObject({ resource: `${origin}/tools` })
  })

  it('wants no token that is made for another server', async () => {
    for (const named of ['http://localhost:1/tools/mcp', 'https://bank.example/mcp', `${origin}/tools`, `${origin}/tools/mcp2`, origin])
      await expect(ask(forPath, named)).rejects.toThrow('is of another server')
    for (const named of [`${origin}/other`, `${origin}/tool`, 'https://bank.example/'])
      await expect(ask(forHost, named)).rejects.toThrow('another')
  })
})
