import { type Kysely, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PlatformDatabase } from '../platform-database.ts'

interface NotesTables {
  notes: { id: string; text: string }
  users: { id: string; email: string }
  orders: { id: string }
}

const missing = { code: '42P01', message: expect.stringContaining('does not exist') }

/** A plugin's handle finds the plugin's own tables and no others. */
export function describePluginHandles(open: () => PlatformDatabase): void {
  describe('the handle of a plugin', () => {
    let notes: Kysely<NotesTables>
    beforeAll(async () => {
      await open().migratePlugin('road-notes', { '001-notes': 'create table notes (id text primary key, text text)' })
      await open().migratePlugin('food', { '001-orders': 'create table orders (id text); create table notes (id text, text text)' })
      notes = open().forPlugin('road-notes')
      await notes.insertInto('notes').values({ id: 'a', text: 'mine' }).execute()
    })

    it('finds its tables with Kysely everywhere, and with raw SQL in a transaction', async () => {
      expect(await notes.selectFrom('notes').selectAll().execute()).toEqual([{ id: 'a', text: 'mine' }])
      const inTransaction = await notes.transaction().execute(async (transaction) => {
        const joined = await transaction.selectFrom('notes as a').innerJoin('notes as b', 'a.id', 'b.id').select('b.text').execute()
        return [...joined, ...(await sql`select text from notes`.execute(transaction)).rows]
      })
      expect(inTransaction).toEqual([{ text: 'mine' }, { text: 'mine' }])
    })

    it('finds them in a transaction of any kind', async () => {
      const strict = notes.transaction().setIsolationLevel('serializable').setAccessMode('read only')
      expect((await strict.execute(async (transaction) => sql`select id from notes`.execute(transaction))).rows).toEqual([{ id: 'a' }])
      const started = await notes.startTransaction().execute()
      expect((await sql`select id from notes`.execute(started)).rows).toEqual([{ id: 'a' }])
      await started.rollback().execute()
    })

    it('does not find tables of the platform', async () => {
      await expect(notes.selectFrom('users').selectAll().execute()).rejects.toMatchObject(missing)
      await expect(sql`select * from users`.execute(notes)).rejects.toMatchObject(missing)
      await expect(notes.transaction().execute(async (transaction) => sql`select * from users`.execute(transaction))).rejects.toMatchObject(
        missing,
      )
    })

    it('does not find tables of another plugin', async () => {
      await expect(notes.selectFrom('orders').selectAll().execute()).rejects.toMatchObject(missing)
      await expect(sql`select * from orders`.execute(notes)).rejects.toMatchObject(missing)
      await expect(
        notes.transaction().execute(async (transaction) => sql`select * from orders`.execute(transaction)),
      ).rejects.toMatchObject(missing)
      expect(await open().forPlugin('food').selectFrom('notes').selectAll().execute()).toEqual([])
    })

    it('leaves nothing of its names behind for whoever gets the connection next', async () => {
      await Promise.all(
        Array.from({ length: 12 }, () => notes.transaction().execute(async (transaction) => sql`select * from notes`.execute(transaction))),
      )
      const next = await Promise.allSettled(Array.from({ length: 12 }, () => open().pool.query('select * from notes')))
      expect(next.map((outcome) => outcome.status === 'rejected' && outcome.reason.code)).toEqual(Array(12).fill('42P01'))
    })

    it('leaves the database open when it is destroyed', async () => {
      const short = open().forPlugin('food')
      await short.selectFrom('notes').selectAll().execute()
      await short.destroy()
      await expect(open().ping()).resolves.toBeUndefined()
    })

    it('is refused for what can not be a plugin', () => {
      expect(() => open().forPlugin('a"; drop schema patchbay')).toThrow(TypeError)
      expect(() => open().forPlugin('admin')).toThrow('reserved')
    })
  })
}
