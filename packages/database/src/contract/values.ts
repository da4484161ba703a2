import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PlatformDatabase } from '../platform-database.ts'

/** What goes in and comes out is the same on both drivers. */
export function describeValues(open: () => PlatformDatabase): void {
  describe('values', () => {
    beforeAll(async () => {
      await open().pool.query(`create schema values_test;
        create table values_test.items (
          id bigserial primary key, key uuid default gen_random_uuid(), name text unique, price numeric(10, 2), small int, ratio float8,
          yes boolean, at timestamptz, local timestamp, day date, data jsonb, tags text[], numbers int[], hash bytea, big bigint[])`)
    })

    it('come back as what pg makes of them', async () => {
      const at = new Date('2026-10-25T01:30:00.123Z')
      const { rows } = await open().pool.query(
        `insert into values_test.items (name, price, small, ratio, yes, at, local, day, data, tags, numbers, hash, big)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning *`,
        [
          'Zürich',
          '12.50',
          7,
          0.1,
          true,
          at,
          at,
          '2026-02-28',
          { a: [1, 'ü'], n: null },
          ['a"b', 'c,d', null],
          [1, 2],
          Buffer.from([0, 255]),
          ['9007199254740993'],
        ],
      )
      expect(rows[0]).toMatchObject({
        id: '1',
        name: 'Zürich',
        price: '12.50',
        small: 7,
        ratio: 0.1,
        yes: true,
        at,
        local: at,
        day: new Date(2026, 1, 28),
        data: { a: [1, 'ü'], n: null },
        tags: ['a"b', 'c,d', null],
        numbers: [1, 2],
        hash: Buffer.from([0, 255]),
        big: ['9007199254740993'],
      })
      expect(rows[0].key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
    })

    it('of nothing are null', async () => {
      const { rows } = await open().pool.query('select $1::text as a, $2::jsonb as b, $3::int[] as c', [null, undefined, null])
      expect(rows).toEqual([{ a: null, b: null, c: null }])
    })

    it('keep every character', async () => {
      const text = `'; drop table x; -- \\ "ü" 😀 $1 {a,b}`
      const { rows } = await open().pool.query('select $1::text as text, $2::jsonb as data, $3::text[] as list', [text, { text }, [text]])
      expect(rows).toEqual([{ text, data: { text }, list: [text] }])
    })

    it('carry the result of the statement', async () => {
      const { pool } = open()
      expect(await pool.query('select 1 as one union all select 2')).toMatchObject({
        command: 'SELECT',
        rowCount: 2,
        rows: [{ one: 1 }, { one: 2 }],
      })
      expect(await pool.query('create table values_test.none ()')).toMatchObject({ command: 'CREATE', rowCount: null, rows: [] })
      expect(await pool.query({ text: 'select $1::int as a, 2 as a', values: [1], rowMode: 'array' })).toMatchObject({ rows: [[1, 2]] })
      expect(await pool.query('select 1 as a; select 2 as b')).toMatchObject([{ rows: [{ a: 1 }] }, { rows: [{ b: 2 }] }])
    })

    it('that are there already are told by code and constraint, never by what was sent', async () => {
      const { pool } = open()
      const insert = () => pool.query('insert into values_test.items (name, data) values ($1, $2)', ['twice', { secret: 'swordfish' }])
      await insert()
      const error = await insert().catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({
        name: 'error',
        code: '23505',
        constraint: 'items_name_key',
        table: 'items',
        schema: 'values_test',
        severity: 'ERROR',
      })
      expect(JSON.stringify({ ...(error as object) })).not.toContain('swordfish')
    })

    it('that are there already can be skipped', async () => {
      const insert = () =>
        open()
          .kysely.withSchema('values_test')
          .insertInto('items' as never)
          .values({ name: 'once' } as never)
      expect(
        await insert()
          .onConflict((conflict) => conflict.column('name' as never).doNothing())
          .executeTakeFirst(),
      ).toMatchObject({ numInsertedOrUpdatedRows: 1n })
      expect(
        await insert()
          .onConflict((conflict) => conflict.column('name' as never).doNothing())
          .executeTakeFirst(),
      ).toMatchObject({ numInsertedOrUpdatedRows: 0n })
    })

    it('count what an update and a delete changed', async () => {
      const { kysely } = open()
      const updated = await sql`update values_test.items set small = 1 where name = 'Zürich'`.execute(kysely)
      expect(updated.numAffectedRows).toBe(1n)
      expect((await sql`delete from values_test.items where false`.execute(kysely)).numAffectedRows).toBe(0n)
    })
  })
}
