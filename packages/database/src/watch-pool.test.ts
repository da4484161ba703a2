import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type SilentProxy, startSilentProxy } from './__fixtures__/silent-proxy.ts'
import { isDatabaseAway } from './is-database-away.ts'
import { openDatabase } from './open-database.ts'
import type { PlatformDatabase } from './platform-database.ts'
import { hasPostgres, startPostgres, type TestPostgres } from './testing/index.ts'

describe.skipIf(!hasPostgres())('a PostgreSQL server that falls silent (left out where it is not installed)', () => {
  let postgres: TestPostgres
  let proxy: SilentProxy
  let database: PlatformDatabase

  beforeAll(async () => {
    postgres = (await startPostgres())!
  })
  beforeEach(async () => {
    const url = new URL(await postgres.createDatabase())
    proxy = await startSilentProxy(Number(url.port))
    url.port = String(proxy.port)
    database = await openDatabase({ url: url.href, folder: 'unused' })
  })
  afterEach(async () => {
    proxy.speak()
    await database.close()
    proxy.close()
  })
  afterAll(async () => postgres.stop())

  const pingAll = async () => Promise.allSettled(Array.from({ length: 25 }, async () => database.ping()))

  it('makes whatever runs or waits fail as away, and is used by the whole pool once it answers again', async () => {
    await pingAll()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const { promise: silent, resolve: goOn } = Promise.withResolvers<void>()
    const transaction = database.kysely.transaction().execute(async (inside) => {
      begin()
      await silent
      await sql`select 1`.execute(inside)
    })
    await begun
    proxy.silence()
    goOn()
    const outcomes = await Promise.allSettled([transaction, pingAll()])
    expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: expect.toSatisfy(isDatabaseAway) })
    expect(outcomes[1]).toMatchObject({ value: Array(25).fill({ status: 'rejected', reason: expect.toSatisfy(isDatabaseAway) }) })
    proxy.speak()
    expect((await pingAll()).filter(({ status }) => status === 'rejected')).toEqual([])
  })

  it('is not confused with one whose statement is slow', async () => {
    const before = proxy.connections()
    const { rows } = await database.pool.query(`select 'done' as state from pg_sleep(1.5)`)
    expect(rows).toEqual([{ state: 'done' }])
    expect(proxy.connections()).toBeGreaterThan(before)
  })
})
