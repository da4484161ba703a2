import { createAccounts, createClients } from '@patchbay/auth'
import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { hasPostgres, startPostgres, type TestPostgres } from '@patchbay/database/testing'
import { hasRedis, startRedis, type TestRedis } from '@patchbay/rate-limit/testing'
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createBrowser } from './browser.ts'
import { callback, password } from './start-oauth-gateway.ts'
import { askHost, findPort } from './start-test-gateway.ts'

describe.skipIf(!hasRedis() || !hasPostgres())(
  'two gateways as processes (skipped where redis-server or postgres is not installed)',
  () => {
    let redis: TestRedis
    let postgres: TestPostgres
    let database: PlatformDatabase
    let ports: number[]
    const children: ChildProcess[] = []
    let turn = 0
    /** Never the gateway of the step before. */
    const next = () => ports[turn++ % 2]!
    const ask = (name: string, path: string, more: object = {}) =>
      askHost({ port: next(), host: `${name}.localhost:${ports[0]}`, path, ...more })
    const form = (path: string, fields: Record<string, string>) =>
      ask('auth', path, { raw: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } })

    beforeAll(async () => {
      redis = (await startRedis())!
      postgres = (await startPostgres())!
      const databaseUrl = await postgres.createDatabase()
      database = await openDatabase({ url: databaseUrl, folder: '' })
      ports = [await findPort(), await findPort()]
      const services = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url, PATCHBAY_SECRET: 'k3J9-vT2p-Lw8s-Qz5x-Hn7d-Bf4m-Rc6y' }
      const env = {
        ...process.env,
        ...services,
        PATCHBAY_URL: `http://localhost:${ports[0]}`,
        ADDRESS: '127.0.0.1',
        PLUGINS: 'notes',
        LOG_LEVEL: 'silent',
      }
      for (const port of ports)
        children.push(
          spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
            env: { ...env, PORT: String(port) },
            stdio: ['ignore', 'ignore', 'inherit'],
          }),
        )
      const isReady = (port: number) =>
        fetch(`http://127.0.0.1:${port}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        )
      await vi.waitUntil(async () => (await Promise.all(ports.map(isReady))).every(Boolean), { timeout: 60_000, interval: 50 })
    })
    afterAll(async () => {
      for (const child of children) child.kill('SIGKILL')
      await database.close()
      await Promise.all([redis.stop(), postgres.stop()])
    })

    it('share one sign-in, whichever of them is asked at each step', async () => {
      const { id } = await createAccounts(database).ensure('ada@example.com')
      const { passwordLinks } = createAccounts(database)
      await passwordLinks.redeem(await passwordLinks.create(id), password)
      const { record, secret } = await createClients(database).create({ name: 'Host', plugin: 'notes', redirectUris: [callback] })
      const client = { client_id: record.id, client_secret: secret! }
      const browser = createBrowser(ports[0]!, next)
      const query = new URLSearchParams({ response_type: 'code', client_id: record.id, redirect_uri: callback, state: 'opaque' })
      const page = await browser.open(`http://notes.localhost:${ports[0]}/oauth/authorize?${query}`)
      const consent = await browser.submit(page, { email: 'ada@example.com', password, do: 'sign-in' })
      const scope = [...consent.text.matchAll(/name="scope" value="([^"]+)"/g)].map((match) => match[1]!)
      const back = new URL((await browser.submit(consent, { scope, do: 'allow' })).url).searchParams
      expect(back.get('state')).toBe('opaque')
      const got = await form('/oauth/token', {
        grant_type: 'authorization_code',
        code: back.get('code')!,
        redirect_uri: callback,
        ...client,
      })
      expect(got.status).toBe(200)
      const note = await ask('notes', '/notes', { key: got.json.access_token, body: { text: 'Kept by one, shown by the other' } })
      expect(note.status).toBe(200)
      expect((await ask('notes', '/notes', { key: got.json.access_token })).json.notes).toMatchObject([{ id: note.json.id }])
      const refreshed = await form('/oauth/token', { grant_type: 'refresh_token', refresh_token: got.json.refresh_token, ...client })
      expect(refreshed.status).toBe(200)
      expect((await form('/oauth/revoke', { token: refreshed.json.refresh_token, ...client })).status).toBe(200)
      expect((await ask('notes', '/notes', { key: refreshed.json.access_token })).status).toBe(401)
      expect(
        (await form('/oauth/token', { grant_type: 'refresh_token', refresh_token: refreshed.json.refresh_token, ...client })).status,
      ).toBe(400)
    })
  },
)
