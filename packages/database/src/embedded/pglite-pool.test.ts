import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestPGlite } from '../testing/index.ts'
import { PGlitePool } from './pglite-pool.ts'

describe('PGlitePool', () => {
  let pool: PGlitePool
  beforeAll(async () => {
    pool = new PGlitePool(await createTestPGlite(), { idleInTransaction: 20 })
    await pool.query('create table entries (id int)')
  })
  afterAll(async () => pool.end())

  it('runs the queries given to one client in order, and those of others around its transaction', async () => {
    const client = await pool.connect()
    const order: string[] = []
    const run = async (name: string, query: Promise<unknown>) => query.then(() => order.push(name))
    await client.query('begin')
    await Promise.all([
      run('other', pool.query('select 1')),
      run('first', client.query('select $1::int', [1])),
      run('second', client.query('select 2')),
      run('commit', client.query('commit')),
    ])
    expect(order).toEqual(['first', 'second', 'commit', 'other'])
    client.release()
  })

  it('rolls back what a client left open when it was released', async () => {
    const client = await pool.connect()
    await client.query('begin')
    await client.query('insert into entries values (1)')
    client.release()
    expect(await pool.query('select * from entries')).toMatchObject({ rows: [] })
    await expect(client.query('select 1')).rejects.toThrow('Take a new one with connect()')
  })

  it('rolls back a transaction that does nothing for too long, so that others come to their turn', async () => {
    const client = await pool.connect()
    await client.query('begin')
    await client.query('insert into entries values (1)')
    expect(await pool.query('select * from entries')).toMatchObject({ rows: [] })
    await expect(client.query('commit')).rejects.toMatchObject({ code: '25P03', message: expect.stringContaining('was rolled back') })
    client.release()
  })

  it('does not keep a transaction that was begun without a client', async () => {
    await pool.query('begin')
    await pool.query('insert into entries values (2)')
    await pool.query('rollback')
    expect(await pool.query('delete from entries')).toMatchObject({ rowCount: 1 })
  })

  it('tells a client what it listens to, also when comments stand before the LISTEN', async () => {
    const client = await pool.connect()
    const heard = new Promise((resolve) => client.on('notification', resolve))
    await client.query('-- Wakes workers.\n-- Of all queues.\nLISTEN jobs;\n')
    await pool.query("select pg_notify('jobs', 'notes')")
    expect(await heard).toMatchObject({ channel: 'jobs', payload: 'notes' })
    client.release()
  })

  it('says what it does not have', async () => {
    await expect(pool.query('select 1', (() => {}) as never)).rejects.toThrow('by promise, not by callback')
    await expect(pool.query({ text: 'select 1', submit: () => {} } as never)).rejects.toThrow('no cursors and no streams')
    await expect(pool.query(undefined as never)).rejects.toThrow(TypeError)
  })

  it('waits for its clients when it ends, and takes no new ones', async () => {
    const ending = new PGlitePool(await createTestPGlite())
    const client = await ending.connect()
    const end = ending.end()
    await expect(ending.connect()).rejects.toThrow('after calling end')
    expect(await client.query('select 1 as one')).toMatchObject({ rows: [{ one: 1 }] })
    client.release()
    await end
    await expect(client.query('select 1')).rejects.toThrow()
  })
})
