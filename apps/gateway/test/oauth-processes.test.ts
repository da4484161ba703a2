import { createAccounts, createClients } from '@patchbay/auth'
import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { hasPostgres, startPostgres, type TestPostgres } from '@patchbay/database/testing'
import { hasRedis, startRedis, type TestRedis } from '@patchbay/rate-limit/testing'
import { fork, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser } from './browser.ts'
import { startFront, type Front } from './start-front.ts'
import { password } from './start-oauth-gateway.ts'
import { askHost, findPort, type Ask } from './start-test-gateway.ts'

const redirect = 'http://127.0.0.1:40000/callback'
const verifier = 'v'.repeat(43)

describe.skipIf(!hasRedis() || !hasPostgres())('two processes that share a sign-in (skipped without Redis and PostgreSQL)', () => {
  let redis: TestRedis
  let postgres: TestPostgres
  let database: PlatformDatabase
  let front: Front
  const children: ChildProcess[] = []

  beforeAll(async () => {
    redis = (await startRedis())!
    postgres = (await startPostgres())!
    const databaseUrl = await postgres.createDatabase()
    const ports = [await findPort(), await findPort()]
    front = await startFront(ports)
    const services = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url }
    children.push(...(await Promise.all(ports.map((port) => serve({ PORT: String(port), ...services })))))
    database = await openDatabase({ url: databaseUrl, folder: 'unused' })
    const accounts = createAccounts(database)
    const { id } = await accounts.ensure('ada@example.com')
    await accounts.passwordLinks.redeem(await accounts.passwordLinks.create(id), password)
  })

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await front?.[Symbol.asyncDispose]()
    await database?.close()
    await postgres?.stop()
    await redis?.[Symbol.asyncDispose]()
  })

  async function serve(environment: Record<string, string>): Promise<ChildProcess> {
    const settings = { PATCHBAY_SECRET: 'k3J9-vT2p-Lw8s-Qz5x-Hn7d-Bf4m-Rc6y', PATCHBAY_URL: `http://localhost:${front.port}` }
    const env = { ...process.env, ...settings, ADDRESS: '127.0.0.1', ...environment }
    const child = fork(join(import.meta.dirname, 'fixtures/serve-gateway.ts'), ['oauth-plugins'], { env })
    await once(child, 'message')
    return child
  }

  const ask = (host: string, path: string, more: Ask = {}) =>
    askHost({ port: front.port, host: `${host}.localhost:${front.port}`, path, ...more })
  const read = (index: number, key: string) => {
    front.next = index
    return ask('diary', '/entries', { key })
  }
  const send = (path: string, fields: Record<string, string>) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return ask('auth', path, { raw: new URLSearchParams(fields).toString(), headers })
  }

  /** A program asks, and Ada signs in and allows it. */
  async function getCode() {
    const { record } = await createClients(database).create({ name: 'Editor', redirectUris: ['http://127.0.0.1/callback'] })
    const client = { client_id: record.id }
    const asked = {
      ...client,
      response_type: 'code',
      redirect_uri: redirect,
      state: 'state',
      resource: `http://diary.localhost:${front.port}`,
    }
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const query = new URLSearchParams({ ...asked, scope: 'diary:read', code_challenge: challenge, code_challenge_method: 'S256' })
    const browser = createBrowser(front.port)
    const page = await browser.open(`http://auth.localhost:${front.port}/oauth/authorize?${query}`)
    const consent = await browser.submit(page, { email: 'ada@example.com', password, do: 'sign-in' })
    const back = new URL((await browser.submit(consent, { scope: 'diary:read', do: 'allow' })).url)
    const code = { grant_type: 'authorization_code', code: back.searchParams.get('code')!, redirect_uri: redirect, code_verifier: verifier }
    return { client, code }
  }

  /** From the question to the tokens and new ones, each request at the other process than the one before. */
  async function signIn(begin: number) {
    front.next = begin
    front.answered.length = 0
    const { client, code } = await getCode()
    const first = (await send('/oauth/token', { ...code, ...client })).json
    expect((await ask('diary', '/entries', { key: first.access_token })).status).toBe(200)
    const second = (await send('/oauth/token', { grant_type: 'refresh_token', refresh_token: first.refresh_token, ...client })).json
    return { client, code, first, second, answered: [...front.answered] }
  }

  it.each([0, 1])('finish it step by step in turn, begun at %i', async (begin) => {
    const { code, client, first, second, answered } = await signIn(begin)
    const steps = answered.map((line) => line.replace(/\/(interaction|authorize)\/[\w-]+/, '/$1/…'))
    const ways = ['GET /oauth/authorize', 'GET /interaction/…', 'POST /interaction/…', 'GET /oauth/authorize/…', 'GET /interaction/…']
    const rest = ['POST /interaction/…', 'GET /oauth/authorize/…', 'POST /oauth/token', 'GET /entries', 'POST /oauth/token']
    expect(steps).toEqual([...ways, ...rest].map((step, index) => `${(begin + index) % 2} ${step}`))
    for (const index of [0, 1]) expect((await read(index, second.access_token)).status).toBe(200)
    // What one process has redeemed, the other does not redeem again; and then the grant is over at both.
    expect((await send('/oauth/token', { ...code, ...client })).json.error).toBe('invalid_grant')
    expect((await send('/oauth/token', { grant_type: 'refresh_token', refresh_token: first.refresh_token, ...client })).status).toBe(400)
  })

  it('redeem a code once between them, of twenty that come at once', async () => {
    const { code, client } = await getCode()
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('/oauth/token', { ...code, ...client })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(front.answered.slice(-20).map((line) => line[0]))).toEqual(new Set(['0', '1']))
  })

  it('refuse within a minute what was taken back at the other, though both have just let it pass', async () => {
    const { client, second } = await signIn(0)
    for (const index of [0, 1]) expect((await read(index, second.access_token)).status).toBe(200)
    front.next = 0
    expect((await send('/oauth/revoke', { token: second.refresh_token, ...client })).status).toBe(200)
    for (const child of children) {
      child.send(59)
      await once(child, 'message')
    }
    for (const index of [0, 1]) expect((await read(index, second.access_token)).status).toBe(401)
    expect((await send('/oauth/token', { grant_type: 'refresh_token', refresh_token: second.refresh_token, ...client })).status).toBe(400)
  })
})
