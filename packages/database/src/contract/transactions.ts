import { once } from 'node:events'
import { type Kysely, sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PlatformDatabase } from '../platform-database.ts'

interface Tables {
  counters: { id: number; value: number }
  entries: { writer: number }
}

/** Transactions, concurrent use and notifications are the same on both drivers. */
export function describeTransactions(open: () => PlatformDatabase): void {
  describe('transactions', () => {
    const database = (): Kysely<Tables> => open().forPlugin('transactions')
    beforeAll(async () => {
      await open().migratePlugin('transactions', {
        '001-tables': 'create table counters (id int primary key, value int); create table entries (writer int)',
      })
    })
    beforeEach(async () => {
      await sql`truncate plugin_transactions.counters, plugin_transactions.entries`.execute(open().kysely)
    })

    it('of many at once lose and leak nothing, and one that fails leaves nothing', async () => {
      const seen: number[] = []
      const write = (writer: number) =>
        database()
          .transaction()
          .execute(async (transaction) => {
            await transaction.insertInto('entries').values({ writer }).execute()
            await transaction.insertInto('entries').values({ writer }).execute()
            if (writer === 7) throw new Error('no')
          })
      const writes = Array.from({ length: 20 }, (_, writer) => write(writer))
      const reads = Array.from({ length: 20 }, async () => {
        const rows = await database().selectFrom('entries').select('writer').execute()
        seen.push(rows.length)
        expect(rows).not.toContainEqual({ writer: 7 })
      })
      const outcomes = await Promise.allSettled(writes)
      await Promise.all(reads)
      expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toMatchObject([{ reason: new Error('no') }])
      expect(seen.filter((count) => count % 2 === 1)).toEqual([])
      const rows = await database().selectFrom('entries').selectAll().execute()
      expect(rows).toHaveLength(38)
      expect(rows).not.toContainEqual({ writer: 7 })
    })

    it('that lock a row count right', async () => {
      await database().insertInto('counters').values({ id: 1, value: 0 }).execute()
      const increment = () =>
        database()
          .transaction()
          .execute(async (transaction) => {
            const { value } = await transaction
              .selectFrom('counters')
              .select('value')
              .where('id', '=', 1)
              .forUpdate()
              .executeTakeFirstOrThrow()
            await transaction
              .updateTable('counters')
              .set({ value: value + 1 })
              .where('id', '=', 1)
              .execute()
          })
      await Promise.all(Array.from({ length: 20 }, increment))
      expect(await database().selectFrom('counters').select('value').execute()).toEqual([{ value: 20 }])
    })

    it('with a failed statement can not be committed', async () => {
      const run = database()
        .transaction()
        .execute(async (transaction) => {
          await transaction.insertInto('entries').values({ writer: 1 }).execute()
          await sql`select * from nowhere`.execute(transaction).catch(() => {})
        })
      await expect(run).rejects.toThrow()
      expect(await database().selectFrom('entries').selectAll().execute()).toEqual([])
    })

    it('go back to a savepoint', async () => {
      const transaction = await database().startTransaction().execute()
      const saved = await transaction.savepoint('before').execute()
      await saved.insertInto('entries').values({ writer: 1 }).execute()
      await saved.rollbackToSavepoint('before').execute()
      await transaction.insertInto('entries').values({ writer: 2 }).execute()
      await transaction.commit().execute()
      expect(await database().selectFrom('entries').selectAll().execute()).toEqual([{ writer: 2 }])
    })
  })

  describe('clients', () => {
    it('hear what they listen to, once it is committed', async () => {
      const listener = await open().pool.connect()
      const other = await open().pool.connect()
      const heard: unknown[] = []
      other.on('notification', (notification) => heard.push(notification))
      await listener.query('LISTEN jobs')
      await other.query('LISTEN "Other"')
      const notification = once(listener, 'notification')
      await open().pool.query(`begin; notify jobs, 'lost'; rollback`)
      await open().pool.query(`select pg_notify('jobs', $1)`, ['hällo'])
      expect(await notification).toMatchObject([{ channel: 'jobs', payload: 'hällo' }])
      const next = once(other, 'notification')
      await open().pool.query(`notify jobs; notify "Other", 'mine'`)
      await next
      expect(heard).toMatchObject([{ channel: 'Other', payload: 'mine' }])
      await listener.query('unlisten *')
      await other.query('unlisten "Other"')
      listener.release()
      other.release()
    })

    it('stop to hear one channel without stopping others', async () => {
      const [one, two] = await Promise.all([open().pool.connect(), open().pool.connect()])
      const heard: unknown[] = []
      one.on('notification', ({ channel }) => heard.push(channel))
      await one.query('listen b')
      await two.query('listen b')
      await one.query('unlisten b')
      await one.query('listen c')
      const [heardByTwo, last] = [once(two, 'notification'), once(one, 'notification')]
      await open().pool.query('notify b')
      await heardByTwo
      await open().pool.query('notify c')
      await last
      expect(heard).toEqual(['c'])
      await Promise.all([one.query('unlisten *'), two.query('unlisten *')])
      one.release()
      two.release()
    })

    it('can not be given back twice', async () => {
      const client = await open().pool.connect()
      client.release()
      expect(() => client.release()).toThrow('already been released')
    })
  })
}
