import { createAccounts, createKeys } from '@patchbay/auth'
import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { hasPostgres, startPostgres, type TestPostgres } from '@patchbay/database/testing'
import { createConfirmations, type Confirmations } from '@patchbay/queue'
import { hasRedis, startRedis, type TestRedis } from '@patchbay/rate-limit/testing'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from '@patchbay/plugin-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askHost, findPort, type Answer } from './start-test-gateway.ts'

interface Served {
  port: number
  child: ChildProcess
}

describe.skipIf(!hasRedis() || !hasPostgres())('writes over two processes (skipped without Redis and PostgreSQL)', () => {
  let redis: TestRedis
  let postgres: TestPostgres
  let databaseUrl: string
  let database: PlatformDatabase
  let confirmations: Confirmations
  let people = 0
  let user: { id: string; key: string }
  const served: Served[] = []

  beforeAll(async () => {
    redis = (await startRedis())!
    postgres = (await startPostgres())!
    databaseUrl = await postgres.createDatabase()
    database = await openDatabase({ url: databaseUrl, folder: 'unused' })
    confirmations = createConfirmations({ database, issuer: 'https://auth.example.test' })
    served.push(...(await Promise.all([serve(), serve()])))
  })

  afterAll(async () => {
    for (const { child } of served) child.kill('SIGKILL')
    await database.close()
    await postgres.stop()
    await redis[Symbol.asyncDispose]()
  })

  beforeEach(async () => {
    const email = `ada${(people += 1)}@example.com`
    const { id } = await createAccounts(database).ensure(email)
    user = { id, key: (await createKeys(database).create({ name: 'test', email })).text }
  })

  async function serve(): Promise<Served> {
    const port = await findPort()
    const environment = { PORT: String(port), DATABASE_URL: databaseUrl, REDIS_URL: redis.url, LIMIT_ACTION: '1000000/60' }
    const settings = { PATCHBAY_SECRET: 'k3J9-vT2p-Lw8s-Qz5x-Hn7d-Bf4m-Rc6y', PATCHBAY_URL: 'https://example.test', ADDRESS: '127.0.0.1' }
    const child = fork(join(import.meta.dirname, 'fixtures/serve-gateway.ts'), { env: { ...process.env, ...environment, ...settings } })
    await once(child, 'message')
    return { port, child }
  }

  const call = (index: number, path: string, body: object, key?: string): Promise<Answer> => {
    const headers = key === undefined ? {} : { 'idempotency-key': key }
    return askHost({ port: served[index]!.port, host: 'ledger.example.test', path, key: user.key, body, headers })
  }

  /** A call in which the process dies. */
  async function callAndDie(path: string, body: object, key?: string): Promise<void> {
    const victim = await serve()
    served.push(victim)
    const gone = once(victim.child, 'exit')
    await expect(call(served.length - 1, path, body, key)).rejects.toThrow()
    expect(await gone).toEqual([null, 'SIGKILL'])
  }

  async function count(): Promise<number> {
    const { rows } = await sql<{ number: string }>`select count(*) as number from plugin_ledger.entry where owner = ${user.id}`.execute(
      database.kysely,
    )
    return Number(rows[0]!.number)
  }

  async function propose(body: { text: string; how?: string }): Promise<string> {
    const asked = await call(0, '/confirmed', body)
    return asked.json.confirmation.id as string
  }

  it('fifty twins have one effect; the others get the same answer or are told to wait', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => call(index % 2, '/entries', { text: 'a', how: 'slowly' }, 'one')),
    )
    expect(await count()).toBe(1)
    const done = answers.filter(({ status }) => status === 200)
    expect(new Set(done.map(({ text }) => text))).toEqual(new Set(['{"entries":1,"text":"a"}']))
    expect(done.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1)
    const waiting = answers.filter(({ status }) => status === 409)
    expect(waiting.every(({ json }) => json.code === 'in_progress')).toBe(true)
    expect(done.length + waiting.length).toBe(50)
    // The twins overlapped, so the guard was asked.
    expect(waiting.length).toBeGreaterThan(0)
  })

  it('fifty twins of a plugin that does not join its effects have one effect', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => call(index % 2, '/loose', { text: 'a' }, 'one')))
    expect(await count()).toBe(1)
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
  })

  it('fifty calls with one confirmation have one effect', async () => {
    const confirmationId = await propose({ text: 'a', how: 'slowly' })
    expect(await confirmations.approve(confirmationId, user.id)).toBe(true)
    const body = { text: 'a', how: 'slowly', confirmationId }
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => call(index % 2, '/confirmed', body, `key-${index}`)))
    expect(await count()).toBe(1)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
    expect((await call(0, '/confirmed', body)).text).toBe('{"entries":1,"text":"a"}')
  })

  it('fifty calls that start a job with one confirmation start one', async () => {
    const confirmationId = (await call(0, '/later', { text: 'a' })).json.confirmation.id as string
    await confirmations.approve(confirmationId, user.id)
    const body = { text: 'a', confirmationId }
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => call(index % 2, '/later', body, `key-${index}`)))
    expect(answers.filter(({ status }) => status !== 202 && status !== 409)).toEqual([])
    const again = await call(1, '/later', body)
    expect(again).toMatchObject({ status: 202, json: { status: 'queued' }, headers: { 'idempotency-replayed': 'true' } })
    expect(again.headers.location).toBe(`/jobs/${again.json.jobId}`)
    const { rows } = await sql<{ id: string }>`select id from patchbay.jobs where owner = ${`user:${user.id}`}`.execute(database.kysely)
    expect(rows).toEqual([{ id: again.json.jobId }])
  })

  it('a process that dies between effect and answer leaves one effect, and the answer', async () => {
    const body = { text: 'a', how: 'dies after' }
    await callAndDie('/entries', body, 'one')
    expect(await count()).toBe(1)
    expect(await call(0, '/entries', body, 'one')).toMatchObject({
      status: 200,
      text: '{"entries":1,"text":"a"}',
      headers: { 'idempotency-replayed': 'true' },
    })
    expect(await count()).toBe(1)
  })

  it('a process that dies before the effects are committed leaves none, and the call can be made again', async () => {
    const body = { text: 'a', how: 'dies before' }
    await callAndDie('/entries', body, 'one')
    expect(await count()).toBe(0)
    expect(await call(0, '/entries', body, 'one')).toMatchObject({ status: 409, json: { code: 'in_progress' } })
    await endLeases('idempotency')
    await callAndDie('/entries', body, 'one')
    expect(await count()).toBe(0)
  })

  it('a confirmed call whose process dies after its effects is answered as done', async () => {
    const confirmationId = await propose({ text: 'a', how: 'dies after' })
    await confirmations.approve(confirmationId, user.id)
    const body = { text: 'a', how: 'dies after', confirmationId }
    await callAndDie('/confirmed', body)
    expect(await call(0, '/confirmed', body)).toMatchObject({ status: 200, text: '{"entries":1,"text":"a"}' })
    expect(await count()).toBe(1)
  })

  it('a confirmed call that was cut off before is not done by itself later: it is asked anew', async () => {
    const confirmationId = await propose({ text: 'a', how: 'dies before' })
    await confirmations.approve(confirmationId, user.id)
    const body = { text: 'a', how: 'dies before', confirmationId }
    await callAndDie('/confirmed', body)
    expect(await call(0, '/confirmed', body)).toMatchObject({ status: 409, json: { code: 'in_progress' } })
    await endLeases('confirmations')
    expect(await call(0, '/confirmed', body)).toMatchObject({ status: 409, json: { code: 'conflict' } })
    expect(await count()).toBe(0)
  })

  it('an approval that is too old does nothing', async () => {
    const confirmationId = await propose({ text: 'a' })
    await confirmations.approve(confirmationId, user.id)
    await sql`update patchbay.confirmations set expires_at = now() where id = ${confirmationId}`.execute(database.kysely)
    expect(await call(0, '/confirmed', { text: 'a', confirmationId })).toMatchObject({
      status: 410,
      json: { code: 'confirmation_expired' },
    })
    expect(await confirmations.approve(await propose({ text: 'b' }), 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6')).toBe(false)
    expect(await count()).toBe(0)
  })

  /** As when fifteen seconds have passed. */
  async function endLeases(table: 'idempotency' | 'confirmations'): Promise<void> {
    await sql`update ${sql.table(`patchbay.${table}`)} set held_until = now() where answer is null and holder is not null`.execute(
      database.kysely,
    )
  }
})
