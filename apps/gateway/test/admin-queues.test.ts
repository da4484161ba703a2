import { hasRedis, startRedis, type TestRedis } from '@patchbay/rate-limit/testing'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from './browser.ts'
import { password, startOAuthGateway, type OAuthGateway } from './start-oauth-gateway.ts'
import { findPort } from './start-test-gateway.ts'

describe.skipIf(!hasRedis())('the queues in Redis (skipped where it is not installed)', () => {
  let redis: TestRedis
  let gateway: OAuthGateway
  let admin: Browser
  const open = (browser: Browser, path: string) => browser.open(`${gateway.origin('admin')}${path}`)

  beforeAll(async () => {
    redis = (await startRedis())!
    const port = String(await findPort())
    const services = { REDIS_URL: redis.url, DATABASE_URL: 'postgres://in.memory/instead' }
    const environment = { ...services, PORT: port, PATCHBAY_URL: `http://localhost:${port}`, ADDRESS: '127.0.0.1' }
    gateway = await startOAuthGateway(environment, { pluginsFolder: join(import.meta.dirname, 'fixtures/write-plugins') })
    const { id } = await gateway.accounts.ensure('root@example.com', 'admin')
    await gateway.accounts.passwordLinks.redeem(await gateway.accounts.passwordLinks.create(id), password)
    admin = gateway.browser()
    await gateway.signIn(admin, `${gateway.origin('admin')}/queues`, 'root@example.com')
  })
  afterAll(async () => {
    await gateway[Symbol.asyncDispose]()
    await redis[Symbol.asyncDispose]()
  })

  it('are shown to administrators', async () => {
    const page = await open(admin, '/queues')
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';")
    expect(page.text).not.toMatch(/<%|https:\/\/fonts/)
    const script = /src="(static\/js\/main[^"]+)"/.exec(page.text)![1]!
    expect((await open(admin, `/queues/${script}`)).headers['content-type']).toContain('javascript')
    const { queues } = JSON.parse((await open(admin, '/queues/api/queues?activeQueue=&page=1')).text) as { queues: object[] }
    expect(queues).toContainEqual(expect.objectContaining({ name: 'ledger.addLater', readOnlyMode: true, allowRetries: false }))
    expect((await open(admin, '/queues/static/../../package.json')).status).toBe(404)
  })

  it('are shown to nobody else', async () => {
    const user = gateway.browser()
    await gateway.signIn(user, `${gateway.origin('admin')}/`, 'ada@example.com')
    for (const path of ['/queues', '/queues/', '/queues/api/queues', '/queues/static/favicon.ico']) {
      expect((await open(gateway.browser(), path)).url).toContain('/interaction/')
      expect((await open(user, path)).status).toBe(403)
    }
  })

  it('are changed by nobody here', async () => {
    const cookie = admin
      .cookies()
      .filter(({ name }) => name === 'admin')
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ')
    const headers = { cookie, origin: gateway.origin('admin'), 'sec-fetch-site': 'same-origin' }
    for (const [method, path] of [
      ['PUT', '/queues/api/queues/pause'],
      ['PUT', '/queues/api/queues/ledger.addLater/empty'],
      ['POST', '/queues/api/queues/ledger.addLater/add'],
      ['DELETE', '/queues/api/queues/ledger.addLater'],
    ] as const) {
      const { status } = await gateway.ask('admin', path, { method, headers })
      expect([403, 404, 405]).toContain(status)
    }
  })
})
