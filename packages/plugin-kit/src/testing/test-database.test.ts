import { describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { Plugin } from '../define-plugin.ts'
import { createPlugin } from '../quality-rules/__fixtures__/trips.ts'
import { createTestHost, type TestHost } from './create-test-host.ts'

const migrations = {
  '002-fill': `insert into trip (price, stops, seen) values (12.50, '[{"at":"Rome"}]', '2026-01-02T03:04:05Z'); insert into seat values (7);`,
  '001-trips':
    'create table trip (id bigserial primary key, price numeric, stops jsonb, seen timestamptz); create table seat (id int unique);',
}

describe('the database of a test host', () => {
  it('has the tables of all migrations, applied in the order of their names', async () => {
    await using host = await start({ migrations })
    expect(await host.database.selectFrom('seat').selectAll().execute()).toEqual([{ id: 7 }])
  })

  it('gives values as a PostgreSQL server does', async () => {
    await using host = await start({ migrations })
    const trip = await host.database.selectFrom('trip').selectAll().executeTakeFirst()
    expect(trip).toEqual({ id: '1', price: '12.50', stops: [{ at: 'Rome' }], seen: new Date('2026-01-02T03:04:05Z') })
  })

  it('refuses a list for a jsonb column, which a server refuses too', async () => {
    await using host = await start({ migrations })
    await expect(
      host.database
        .insertInto('trip')
        .values({ stops: ['Rome'] })
        .execute(),
    ).rejects.toMatchObject({ code: '22P02' })
  })

  it('resolves raw SQL in the tables of the plugin inside a transaction only', async () => {
    await using host = await start({ migrations })
    const count = sql<{ count: string }>`select count(*) from seat`
    expect(await host.database.transaction().execute(async (transaction) => (await count.execute(transaction)).rows)).toEqual([
      { count: '1' },
    ])
    await expect(count.execute(host.database)).rejects.toMatchObject({ code: '42P01' })
  })

  it('rolls back a transaction that fails, and says why', async () => {
    await using host = await start({ migrations })
    const twice = host.database.transaction().execute(async (transaction) => {
      await transaction.insertInto('seat').values({ id: 8 }).execute()
      await transaction.insertInto('seat').values({ id: 7 }).execute()
    })
    await expect(twice).rejects.toMatchObject({ code: '23505' })
    expect(await host.database.selectFrom('seat').selectAll().execute()).toEqual([{ id: 7 }])
  })

  it('keeps transactions at the same time apart', async () => {
    await using host = await start({ migrations })
    const increment = () =>
      host.database.transaction().execute(async (transaction) => {
        const { id } = await transaction.selectFrom('seat').select('id').executeTakeFirstOrThrow()
        await transaction
          .updateTable('seat')
          .set({ id: id + 1 })
          .execute()
      })
    await Promise.all([increment(), increment(), increment()])
    expect(await host.database.selectFrom('seat').selectAll().execute()).toEqual([{ id: 10 }])
  })

  it('is apart from that of another host of the same plugin', async () => {
    await using one = await start({ migrations })
    await using other = await start({ migrations })
    await one.database.deleteFrom('seat').execute()
    expect(await other.database.selectFrom('seat').selectAll().execute()).toEqual([{ id: 7 }])
  })

  it('is gone with its host', async () => {
    const host = await start({ migrations })
    await host[Symbol.asyncDispose]()
    await expect(host.database.selectFrom('seat').selectAll().execute()).rejects.toMatchObject({ code: '42P01' })
  })

  it('names the migration that fails', async () => {
    await expect(start({ migrations: { '001-trips': 'create tabel trip ()' } })).rejects.toThrow('Migration 001-trips failed: syntax error')
  })

  it('refuses a migration that ends its transaction', async () => {
    const ending = { '001-trips': 'create table trip (id int); commit; begin' }
    await expect(start({ migrations: ending })).rejects.toThrow('Migration 001-trips ends its transaction')
  })

  it('leaves nothing behind when setup fails', async () => {
    let database: TestHost['database'] | undefined
    const setup: Plugin['setup'] = (context) => {
      database = context.database
      throw new Error('No key.')
    }
    await expect(start({ migrations, setup })).rejects.toThrow('No key.')
    await expect(database!.selectFrom('seat').selectAll().execute()).rejects.toMatchObject({ code: '42P01' })
  })
})

function start(overrides: Partial<Plugin>): Promise<TestHost> {
  return createTestHost(createPlugin(overrides))
}
