import { createKeys } from '@patchbay/auth'
import { toConfig } from '@patchbay/config'
import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { hasPostgres, startPostgres, type TestPostgres } from '@patchbay/database/testing'
import { createLogger } from '@patchbay/log'
import { hasRedis, startRedis, type TestRedis } from '@patchbay/rate-limit/testing'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startGateway, type Gateway } from '../src/index.ts'
import { askHost, findPort, fixtures } from './start-test-gateway.ts'

const secret = 'k3J9-vT2p-Lw8s-Qz5x-Hn7d-Bf4m-Rc6y'

describe.skipIf(!hasRedis() || !hasPostgres())('gateways on Redis and PostgreSQL (skipped where they are not installed)', () => {
  let redis: TestRedis
  let postgres: TestPostgres
  let databaseUrl: string
  let database: PlatformDatabase
  let key: string
  const ports: number[] = []
  const gateways: Gateway[] = []

  beforeAll(async () => {
    redis = (await startRedis())!
    postgres = (await startPostgres())!
    databaseUrl = await postgres.createDatabase()
    for (let index = 0; index < 2; index++) gateways.push(await start())
    database = await openDatabase({ url: databaseUrl, folder: 'unused' })
    key = (await createKeys(database).create({ name: 'ada', email: 'ada@example.com' })).text
  })

  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close({ notice: 0 })))
    await database.close()
    await postgres.stop()
    await redis[Symbol.asyncDispose]()
  })

  async function start(): Promise<Gateway> {
    const port = await findPort()
    ports.push(port)
    const environment = {
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      PATCHBAY_SECRET: secret,
      PATCHBAY_URL: 'https://example.test',
      ADDRESS: '127.0.0.1',
    }
    const opened = await openDatabase({ url: databaseUrl, folder: 'unused' })
    const log = createLogger({ level: 'silent' })
    const gateway = await startGateway({ config: toConfig(environment), environment, database: opened, log, pluginsFolder: fixtures })
    return {
      ...gateway,
      async close(options) {
        await gateway.close(options)
        await opened.close()
      },
    }
  }

  const ask = (index: number, path: string) => askHost({ port: ports[index]!, host: 'probe.example.test', path, key })

  it('name themselves by the public URL', async () => {
    const answer = await ask(0, '/openapi.json')
    expect(answer.json.servers).toEqual([{ url: 'https://probe.example.test' }])
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })

  it('share their limits exactly', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => ask(index % 2, '/few')))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(17)
  })

  it('go on while Redis is away, limited each by itself, and share again afterwards', async () => {
    const { text } = await createKeys(database).create({ name: 'alan', email: 'alan@example.com' })
    await redis.kill()
    const answers = []
    for (let index = 0; index < 10; index++)
      answers.push(await askHost({ port: ports[0]!, host: 'probe.example.test', path: '/few', key: text }))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3)
    expect((await ask(0, '/readyz')).status).toBe(200)
    await redis.restart()
    expect((await ask(0, '/look')).status).toBe(200)
  })

  it('answer 503 while PostgreSQL is away, and recover', async () => {
    const other = (await createKeys(database).create({ name: 'grace', email: 'grace@example.com' })).text
    await postgres.crash()
    await vi.waitUntil(async () => (await ask(0, '/readyz')).status === 503, { timeout: 5000, interval: 100 })
    const away = await askHost({ port: ports[0]!, host: 'probe.example.test', path: '/me', key: other })
    expect(away).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, json: { code: 'unavailable' } })
    expect(away.text).not.toMatch(/postgres|connection|database/i)
    expect((await ask(0, '/look')).status).toBe(200)
    await postgres.restart()
    expect((await askHost({ port: ports[0]!, host: 'probe.example.test', path: '/me', key: other })).status).toBe(200)
  })

  it('are alive and not ready until PostgreSQL and its tables are there', async () => {
    const [port, empty] = [await findPort(), await postgres.createDatabase()]
    const environment = {
      PORT: String(port),
      ADDRESS: '127.0.0.1',
      DATABASE_URL: empty,
      REDIS_URL: redis.url,
      PATCHBAY_SECRET: secret,
      PATCHBAY_URL: 'https://example.test',
      PLUGINS: 'notes',
      MIGRATIONS: 'check',
      LOG_LEVEL: 'silent',
    }
    await postgres.crash()
    const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...environment },
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const probe = (path: string) =>
      askHost({ port, host: 'notes.example.test', path }).then(
        ({ status }) => status,
        () => 0,
      )
    await vi.waitUntil(async () => (await probe('/livez')) === 200, { timeout: 15_000, interval: 50 })
    expect(await probe('/readyz')).toBe(503)
    expect(await probe('/notes')).toBe(503)
    await postgres.restart()
    const migrate = spawn(process.execPath, [join(import.meta.dirname, '../../cli/src/main.ts'), 'migrate'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...environment, MIGRATIONS: 'auto' },
    })
    expect(await exitCode(migrate)).toBe(0)
    await vi.waitUntil(async () => (await probe('/readyz')) === 200, { timeout: 15_000, interval: 50 })
    expect(await probe('/notes')).toBe(401)
  })

  it('end on SIGTERM with 0 after the last answer, not ready from the first moment', async () => {
    const port = await findPort()
    const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PORT: String(port),
        ADDRESS: '127.0.0.1',
        DATABASE_URL: databaseUrl,
        REDIS_URL: redis.url,
        PATCHBAY_SECRET: secret,
        PATCHBAY_URL: 'https://example.test',
        PLUGINS: 'hello',
        LOG_PRETTY: 'false',
      },
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await vi.waitUntil(
      () =>
        askHost({ port, host: 'x.test', path: '/readyz' }).then(
          (answer) => answer.status === 200,
          () => false,
        ),
      { timeout: 15_000, interval: 100 },
    )
    child.kill('SIGTERM')
    await vi.waitUntil(async () => (await askHost({ port, host: 'x.test', path: '/readyz' })).status === 503, {
      timeout: 1000,
      interval: 10,
    })
    expect((await askHost({ port, host: 'hello.example.test', path: '/hello/Ada' })).status).toBe(200)
    expect(await exitCode(child)).toBe(0)
  })
})

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}
