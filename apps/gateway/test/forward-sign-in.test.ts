import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { PlatformDatabase } from '@patchbay/database'
import { createTestDatabase } from '@patchbay/database/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLoopbackFetch } from './mcp-clients/loopback-fetch.ts'
import { createTestProvider } from './mcp-clients/test-provider.ts'
import { documentId, password, startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'
import { askHost, findPort, oauthFixtures, startTestGateway, type TestGateway } from './start-test-gateway.ts'

/** One gateway for the domain, sign-in and shelf, and one for diary alone; both on one database. */
describe('a plugin that another gateway serves and people sign in to', () => {
  let database: PlatformDatabase
  let main: OAuthGateway
  let diary: TestGateway
  beforeAll(async () => {
    database = await createTestDatabase()
    const shared = { ...database, close: () => Promise.resolve() }
    const port = await findPort()
    main = await startOAuthGateway({ PLUGIN_SERVICES: `diary=http://127.0.0.1:${port}` }, { database: shared })
    const environment = { PORT: String(port), PATCHBAY_URL: `http://localhost:${main.port}`, PLUGINS: 'diary' }
    diary = await startTestGateway({ pluginsFolder: oauthFixtures, database: shared, environment })
  })
  afterAll(async () => {
    await main[Symbol.asyncDispose]()
    await database.close()
  })

  /** A client of a host that a person has signed in to, with its token. */
  async function connect(host: string) {
    const provider = createTestProvider(documentId)
    const url = new URL(`http://${host}localhost:${main.port}/mcp`)
    const create = () => new StreamableHTTPClientTransport(url, { authProvider: provider, fetch: createLoopbackFetch(main.port) })
    const client = () => new Client({ name: 'Agent', version: '1' }, { versionNegotiation: { mode: 'auto' } })
    await expect(client().connect(create())).rejects.toThrow(/nauthorized/)
    const back = await main.allow(main.browser(), provider.authorizationUrl!.href)
    await create().finishAuth(back.searchParams)
    const connected = client()
    await connected.connect(create())
    return { connected, key: (await provider.tokens())!.access_token }
  }

  const ask = (port: number, key: string) => askHost({ port, host: `diary.localhost:${main.port}`, path: '/entries', key })

  it('takes a token that was given for it, at either gateway', async () => {
    const { connected, key } = await connect('diary.')
    await connected.callTool({ name: 'writeDiary', arguments: { text: 'by its host' } })
    for (const port of [main.port, diary.port]) expect((await ask(port, key)).json.entries).toContain('by its host')
    await connected.close()
  })

  it('is called with one for the domain, at the domain only', async () => {
    const { connected, key } = await connect('')
    await connected.callTool({ name: 'diary_writeDiary', arguments: { text: 'by the domain' } })
    const { structuredContent } = await connected.callTool({ name: 'diary_readDiary', arguments: {} })
    expect(structuredContent).toMatchObject({ entries: expect.arrayContaining(['by the domain']) })
    expect((await connected.callTool({ name: 'shelf_readShelf', arguments: {} })).structuredContent).toEqual({ owner: 'ada@example.com' })
    for (const port of [main.port, diary.port]) expect((await ask(port, key)).status).toBe(401)
    await connected.close()
  })

  it('stands on the page of administrators with its gateway, and whether that is ready', async () => {
    const { id } = await main.accounts.ensure('root@example.com', 'admin')
    await main.accounts.passwordLinks.redeem(await main.accounts.passwordLinks.create(id), password)
    const browser = main.browser()
    const page = await main.signIn(browser, `${main.origin('admin')}/`, 'root@example.com')
    expect(page.text).toContain(`by its own gateway, <code>http://127.0.0.1:${diary.port}</code>`)
    await diary[Symbol.asyncDispose]()
    expect((await browser.open(`${main.origin('admin')}/`)).text).toContain('is not ready')
  })
})
