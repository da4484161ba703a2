import { examineOAuth, type DoctorStep } from '@patchbay/auth'
import { createTestDatabase } from '@patchbay/database/testing'
import type { PlatformDatabase } from '@patchbay/database'
import { createSafeRequest, type SafeRequest } from '@patchbay/safe-fetch'
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { documentId, startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'

/** What stands between the doctor and the gateway, and may spoil a request or an answer. */
interface Spoiler {
  url?: (host: string, url: string) => string
  answer?: (url: string, text: string) => string
}

describe('the sign-in doctor', () => {
  let gateway: OAuthGateway
  let database: PlatformDatabase
  let proxy: Server
  let request: SafeRequest
  let spoiler: Spoiler = {}

  beforeAll(async () => {
    database = await createTestDatabase()
    gateway = await startOAuthGateway({}, { database })
    proxy = createServer(
      (incoming, response) =>
        void pass(incoming, gateway.port, spoiler).then((answer) => {
          response.writeHead(answer.status, answer.headers).end(answer.text)
        }),
    )
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
    const { port } = proxy.address() as { port: number }
    const isOwn = (host: string) => host.endsWith(`localhost:${gateway.port}`)
    request = createSafeRequest({ allowLoopback: true, own: { isOwn, address: new URL(`http://127.0.0.1:${port}`) } })
  })
  afterEach(() => {
    spoiler = {}
  })
  afterAll(async () => {
    await request.close()
    proxy.closeAllConnections()
    proxy.close()
    await gateway[Symbol.asyncDispose]()
  })

  const examine = (clientDocument?: string) =>
    examineOAuth({ database, fetch: request.fetch, url: new URL(`http://localhost:${gateway.port}`), plugin: 'diary', clientDocument })
  const failed = (steps: DoctorStep[]) => steps.filter(({ outcome }) => outcome === 'failed')

  it('signs in as every kind of client does, and leaves nothing behind', async () => {
    const people = await gateway.accounts.list()
    const clients = await gateway.clients.list()
    const steps = await examine(documentId)
    expect(failed(steps)).toEqual([])
    const styles = new Set(steps.filter(({ step }) => step === 'revoke').map(({ style }) => style))
    expect([...styles]).toEqual(['ChatGPT plugin', 'GPT Action', 'public', 'registered', 'document'])
    expect(await gateway.accounts.list()).toEqual(people)
    expect(await gateway.clients.list()).toEqual(clients)
  })

  it('names the metadata of the plugin when it is missing, and still tries hosts that need none', async () => {
    spoiler = { url: (_host, url) => url.replace('oauth-protected-resource', 'nothing') }
    const steps = await examine()
    expect(failed(steps)).toMatchObject([{ style: 'discovery', step: 'resource metadata', why: expect.stringContaining('answers 404') }])
    expect(steps.map(({ style, step }) => `${style}: ${step}`)).toContain('GPT Action: revoke')
  })

  it('names the metadata of the server when its issuer is another', async () => {
    spoiler = { answer: (url, text) => (url.includes('authorization-server') ? text.replace('"issuer":"http:', '"issuer":"https:') : text) }
    expect(failed(await examine())[0]).toMatchObject({
      style: 'discovery',
      step: 'server metadata',
      why: expect.stringMatching(/^issuer is "https:.*, not "http:/),
      advice: expect.stringContaining('PATCHBAY_URL'),
    })
  })

  it('names the token when it is for another plugin', async () => {
    spoiler = { answer: (url, text) => (url === '/oauth/token' ? toShelf(text) : text) }
    const why = expect.stringMatching(/^the audience of the token is "http:\/\/shelf\..*, not "http:\/\/diary\./)
    const step = failed(await examine()).find(({ style }) => style === 'public')
    expect(step).toMatchObject({ step: 'token', why })
  })

  it('names the call when the gateway refuses the token', async () => {
    spoiler = { url: (host, url) => (host.startsWith('diary.') && url === '/mcp' ? '/nothing' : url) }
    expect(failed(await examine()).find(({ style }) => style === 'GPT Action')).toMatchObject({
      step: 'call',
      why: expect.stringContaining('tools/list answers 404'),
    })
  })

  it('names the sign-in when cookies get lost', async () => {
    const steps = await examineOAuth({
      database,
      fetch: (async (input: string, init: RequestInit) => {
        const { cookie: _lost, ...headers } = init.headers as Record<string, string>
        return request.fetch(input, { ...init, headers })
      }) as typeof fetch,
      url: new URL(`http://localhost:${gateway.port}`),
      plugin: 'diary',
    })
    expect(failed(steps).find(({ style }) => style === 'GPT Action')).toMatchObject({
      step: 'authorize',
      why: expect.stringContaining('410'),
    })
  })
})

/** The same answer with a token for the plugin shelf. */
function toShelf(text: string): string {
  const answer = JSON.parse(text) as { access_token: string }
  const [header, claims, signature] = answer.access_token.split('.')
  const changed = Buffer.from(Buffer.from(claims!, 'base64url').toString().replace('//diary.', '//shelf.')).toString('base64url')
  return JSON.stringify({ ...answer, access_token: [header, changed, signature].join('.') })
}

async function pass(incoming: IncomingMessage, port: number, spoiler: Spoiler) {
  const url = spoiler.url?.(incoming.headers.host ?? '', incoming.url!) ?? incoming.url!
  const { method, headers } = incoming
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    incoming.pipe(httpRequest({ host: '127.0.0.1', port, path: url, method, headers }, resolve).once('error', reject))
  })
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const { 'content-length': _length, 'transfer-encoding': _encoding, connection: _connection, ...rest } = answer.headers
  return { status: answer.statusCode!, headers: rest, text: spoiler.answer?.(url, text) ?? text }
}
