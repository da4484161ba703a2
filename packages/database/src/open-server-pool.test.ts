import { once } from 'node:events'
import type { Log } from '@patchbay/plugin-kit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from './migrations/index.ts'
import { openDatabase } from './open-database.ts'
import type { PlatformDatabase } from './platform-database.ts'
import { hasPostgres, startPostgres, type TestPostgres } from './testing/index.ts'

const killOthers = 'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()'

describe.skipIf(!hasPostgres())('a PostgreSQL server (left out where it is not installed)', () => {
  let postgres: TestPostgres
  let url: string
  let database: PlatformDatabase
  let admin: pg.Client
  const warnings: string[] = []
  const log: Log = { debug: () => {}, info: () => {}, error: () => {}, warn: (_, message) => warnings.push(message) }

  beforeAll(async () => {
    postgres = (await startPostgres())!
  })
  beforeEach(async () => {
    url = await postgres.createDatabase()
    database = await openDatabase({ url, folder: 'unused', log })
    admin = new pg.Client({ connectionString: url })
    await admin.connect()
    return async () => {
      await admin.end()
      await database.close()
    }
  })
  afterAll(async () => postgres.stop())

  it('is asked with limits on every wait', async () => {
    const { rows } = await database.pool.query(
      `select name, setting from pg_settings where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by 1`,
    )
    expect(rows.map(({ setting }) => setting)).toEqual(['10000', '2000', '5000'])
    expect(database.embedded).toBe(false)
  })

  it('may drop idle and busy connections: what ran fails, what comes next works', async () => {
    const client = await database.pool.connect()
    await client.query('begin')
    const dropped = once(client, 'error')
    const running = database.pool.query('select pg_sleep(4)')
    running.catch(() => {})
    await expect
      .poll(
        async () =>
          (await admin.query(`select 1 from pg_stat_activity where query like '%pg_sleep(4)%' and pid <> pg_backend_pid()`)).rowCount,
      )
      .toBe(1)
    await admin.query(killOthers)
    await dropped
    await expect(running).rejects.toThrow()
    await expect(client.query('select 1')).rejects.toThrow()
    client.release()
    await expect(database.ping()).resolves.toBeUndefined()
    expect(warnings).toContain('database connection lost')
  })

  it('is made ready once when two processes start at the same time', async () => {
    const fresh = await postgres.createDatabase()
    const opened = await Promise.all([1, 2, 3].map(async () => openDatabase({ url: fresh, folder: 'unused' })))
    const { rows } = await sql<{ name: string }>`select name from patchbay.migrations`.execute(opened[0]!.kysely)
    expect(rows).toEqual(Object.keys(migrations).map((name) => ({ name })))
    await Promise.all(opened.map(async (each) => each.close()))
  })

  it('lets one runner of migrations wait for the other', async () => {
    await admin.query('begin')
    const blocked = await admin.query(`select pg_advisory_xact_lock(7201904417236615)`)
    expect(blocked.rowCount).toBe(1)
    const run = database.migratePlugin('notes', { '001-notes': 'create table notes (id int)' })
    await expect
      .poll(async () => (await admin.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).rowCount)
      .toBe(1)
    await admin.query('commit')
    expect(await run).toEqual(['001-notes'])
  })

  it('keeps nothing of migrations that were cut off, and takes them again', async () => {
    const run = database.migratePlugin('notes', { '001-notes': 'create table notes (id int)', '002-slow': 'select pg_sleep(60)' })
    run.catch(() => {})
    await expect
      .poll(
        async () =>
          (await admin.query(`select 1 from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`)).rowCount,
      )
      .toBe(1)
    await admin.query(killOthers)
    await expect(run).rejects.toThrow()
    const migrations = { '001-notes': 'create table notes (id int)', '002-slow': 'select 1' }
    expect(await database.migratePlugin('notes', migrations)).toEqual(['001-notes', '002-slow'])
  })

  it('makes a migration give up on a table that is in use, instead of stopping the requests behind it', async () => {
    await database.migratePlugin('notes', { '001-notes': 'create table notes (id int)' })
    await admin.query('begin; lock table plugin_notes.notes in access share mode')
    const alter = { '001-notes': 'create table notes (id int)', '002-text': 'alter table notes add column text text' }
    await expect(database.migratePlugin('notes', alter)).rejects.toThrow(/Migration 002-text .* lock timeout/)
    await admin.query('rollback')
    expect(await database.migratePlugin('notes', alter)).toEqual(['002-text'])
  })

  it('finds no tables by the name of its user, whatever options the address has', async () => {
    await using own = await openDatabase({ url: `${url}?options=-c%20work_mem%3D5MB`, folder: 'unused' })
    expect((await own.pool.query('show work_mem')).rows).toEqual([{ work_mem: '5MB' }])
    await expect(own.pool.query('select * from users')).rejects.toMatchObject({ code: '42P01' })
  })
})
