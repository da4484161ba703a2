import { openDatabase } from '@patchbay/database'
import { hasPostgres, startPostgres, type TestPostgres } from '@patchbay/database/testing'
import { findPort } from '@patchbay/gateway/testing'
import { hasRedis, startRedis, type TestRedis } from '@patchbay/rate-limit/testing'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'

const apps = join(import.meta.dirname, '../..')
const secret = 'k3J9-vT2p-Lw8s-Qz5x-Hn7d-Bf4m-Rc6y'

describe.skipIf(!hasRedis() || !hasPostgres())('a process whose services are absent (skipped where they are not installed)', () => {
  let redis: TestRedis
  let postgres: TestPostgres
  let databaseUrl: string
  beforeAll(async () => {
    redis = (await startRedis())!
    postgres = (await startPostgres())!
    databaseUrl = await postgres.createDatabase()
    await (await openDatabase({ url: databaseUrl, folder: '' })).close()
  })
  afterAll(() => Promise.all([redis.stop(), postgres.stop()]))

  const start = async (script: string, more: Record<string, string> = {}) => {
    const port = String(await findPort())
    const settings = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      PATCHBAY_SECRET: secret,
      PATCHBAY_URL: 'https://example.test',
      PLUGINS: 'hello',
    }
    const ports = script.startsWith('worker') ? { METRICS_PORT: port } : { PORT: port }
    const env = { ...process.env, ...settings, ...ports, ADDRESS: '127.0.0.1', LOG_LEVEL: 'silent', ...more }
    const child = spawn(process.execPath, [join(apps, script)], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    child.stderr.on('data', (chunk) => (said += String(chunk)))
    const probe = (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        ({ status }) => status,
        () => 0,
      )
    const until = (path: string, status: number) =>
      vi.waitUntil(async () => (await probe(path)) === status, { timeout: 30_000, interval: 50 })
    return { child, until, said: () => said }
  }

  it.each(['gateway/src/main.ts', 'worker/src/main.ts', 'console/server/src/main.ts'])(
    '%s lives, and is ready when they are there',
    async (script) => {
      await Promise.all([redis.kill(), postgres.crash()])
      const { until } = await start(script)
      await until('/livez', 200)
      await until('/readyz', 503)
      await redis.restart()
      await until('/readyz', 503)
      await postgres.restart()
      await until('/readyz', 200)
      await until('/livez', 200)
    },
  )

  it('a worker waits for Redis alone, too', async () => {
    await redis.kill()
    const { until } = await start('worker/src/main.ts')
    await until('/livez', 200)
    await until('/readyz', 503)
    await redis.restart()
    await until('/readyz', 200)
  })

  it.each(['gateway/src/main.ts', 'worker/src/main.ts', 'console/server/src/main.ts'])(
    '%s says in a line each what is missing or contradicts, and ends',
    async (script) => {
      const wrong = { REDIS_URL: '', PATCHBAY_SECRET_FILE: '/elsewhere' }
      const { child, said } = await start(script, wrong)
      expect((await once(child, 'exit'))[0]).toBe(1)
      const lines = said().trim().split('\n').toSorted()
      expect(lines).toEqual([expect.stringMatching(/^PATCHBAY_SECRET_FILE contradicts/), expect.stringMatching(/^REDIS_URL is missing/)])
    },
  )
})
