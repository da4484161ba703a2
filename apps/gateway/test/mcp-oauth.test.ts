import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLoopbackFetch } from './mcp-clients/loopback-fetch.ts'
import { createTestProvider, type TestProvider } from './mcp-clients/test-provider.ts'
import { createMcpClient, modern } from './mcp-messages.ts'
import { documentId, startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'

let gateway: OAuthGateway
beforeAll(async () => {
  gateway = await startOAuthGateway()
})
afterAll(() => gateway[Symbol.asyncDispose]())

const info = { name: 'Agent', version: '1' }
const toUrl = (host: string) => new URL(`http://${host}localhost:${gateway.port}/mcp`)

/** From 401 to a token: the person signs in and allows everything, or what is named. */
async function signIn(provider: TestProvider, connect: (back?: URLSearchParams) => Promise<unknown>, scope?: string[]): Promise<string[]> {
  await expect(connect()).rejects.toThrow(/nauthorized/)
  const url = provider.authorizationUrl!
  const back = await gateway.allow(gateway.browser(), url.href, scope ? { scope } : {})
  await connect(back.searchParams)
  return url.searchParams.get('scope')!.split(' ')
}

describe('an MCP client that a person signs in to', () => {
  it.each(['auto', 'legacy'] as const)('gets from 401 to a call, describing itself (2.4, %s)', async (mode) => {
    const provider = createTestProvider(documentId)
    const create = () =>
      new StreamableHTTPClientTransport(toUrl('diary.'), { authProvider: provider, fetch: createLoopbackFetch(gateway.port) })
    const client = () => new Client(info, { versionNegotiation: { mode } })
    const asked = await signIn(provider, async (back) => (back ? create().finishAuth(back) : client().connect(create())))
    expect(asked).toEqual(expect.arrayContaining(['diary:read', 'diary:write']))
    expect(provider.authorizationUrl!.searchParams.get('resource')).toBe(toUrl('diary.').href)
    const connected = client()
    await connected.connect(create())
    expect((await connected.listTools()).tools.map(({ name }) => name)).toEqual(['readDiary', 'writeDiary'])
    const written = await connected.callTool({ name: 'writeDiary', arguments: { text: mode } })
    expect(written.structuredContent).toMatchObject({ entries: expect.arrayContaining([mode]) })
    await connected.close()
  })

  it('gets from 401 to a call, registering itself (1.32)', async () => {
    const provider = createTestProvider()
    const create = () => new OldTransport(toUrl('diary.'), { authProvider: provider as never, fetch: createLoopbackFetch(gateway.port) })
    const connect = (transport: OldTransport) => {
      const client = new OldClient(info)
      return client.connect(transport as never).then(() => client)
    }
    await signIn(provider, async (back) => (back ? create().finishAuth(back.get('code')!) : connect(create())))
    const connected = await connect(create())
    expect((await connected.listTools()).tools).toHaveLength(2)
    expect((await connected.callTool({ name: 'readDiary', arguments: {} })).structuredContent).toHaveProperty('entries')
    await connected.close()
  })

  it('signs in once for every plugin of the domain', async () => {
    const provider = createTestProvider(documentId)
    const create = () => new StreamableHTTPClientTransport(toUrl(''), { authProvider: provider, fetch: createLoopbackFetch(gateway.port) })
    const client = () => new Client(info, { versionNegotiation: { mode: 'auto' } })
    const asked = await signIn(provider, async (back) => (back ? create().finishAuth(back) : client().connect(create())))
    expect(asked).toEqual(expect.arrayContaining(['diary:read', 'diary:write', 'shelf:read']))
    const connected = client()
    await connected.connect(create())
    const names = (await connected.listTools()).tools.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['diary_readDiary', 'shelf_readShelf']))
    expect((await connected.callTool({ name: 'diary_readDiary', arguments: {} })).structuredContent).toHaveProperty('entries')
    const { access_token: key } = (await provider.tokens())!
    expect((await createMcpClient(gateway, 'diary')(modern('tools/list'), { key })).status).toBe(401)
    expect((await gateway.ask('diary', '/entries', { key })).status).toBe(401)
    await connected.close()
  })
})

describe('a challenge', () => {
  const call = modern('tools/call', { name: 'writeDiary', arguments: { text: 'x' } })
  let mcp: ReturnType<typeof createMcpClient>
  let readOnly: string
  beforeAll(async () => {
    mcp = createMcpClient(gateway, 'diary')
    const provider = createTestProvider(documentId)
    const create = () =>
      new StreamableHTTPClientTransport(toUrl('diary.'), { authProvider: provider, fetch: createLoopbackFetch(gateway.port) })
    const connect = async (back?: URLSearchParams) => (back ? create().finishAuth(back) : new Client(info).connect(create()))
    await signIn(provider, connect, ['diary:read'])
    readOnly = (await provider.tokens())!.access_token
  })

  it('says where to sign in, before the body is read', async () => {
    const answer = await mcp(modern('tools/list'))
    expect(answer.status).toBe(401)
    const metadata = `http://diary.localhost:${gateway.port}/.well-known/oauth-protected-resource/mcp`
    expect(answer.headers['www-authenticate']).toBe(`Bearer realm="diary", scope="diary:read diary:write", resource_metadata="${metadata}"`)
    expect((await gateway.ask('diary', '/.well-known/oauth-protected-resource/mcp')).json).toMatchObject({ resource: toUrl('diary.').href })
  })

  it('asks for the scope that is missing: by 403, and for ChatGPT within the result', async () => {
    expect((await mcp(modern('tools/list'), { key: readOnly })).status).toBe(200)
    const refused = await mcp(call, { key: readOnly })
    expect(refused).toMatchObject({ status: 403, message: { id: 1, result: { isError: true } } })
    expect(refused.headers['www-authenticate']).toContain('error="insufficient_scope", scope="diary:read diary:write"')
    const inChatGpt = await mcp(call, { key: readOnly, headers: { 'user-agent': 'openai-mcp/1.0.0' } })
    expect(inChatGpt.status).toBe(200)
    expect(inChatGpt.message.result._meta['mcp/www_authenticate'][0]).toMatch(
      /^Bearer .*error="insufficient_scope".*resource_metadata="http.*error_description="writeDiary needs the scope/,
    )
  })

  it('refuses the token of one plugin at another, and at the domain', async () => {
    expect((await createMcpClient(gateway, 'shelf')(modern('tools/list'), { key: readOnly })).status).toBe(401)
    expect((await createMcpClient(gateway, '')(modern('tools/list'), { key: readOnly })).status).toBe(401)
  })
})
