import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { PendingMigrationsError } from '../pending-migrations.ts'
import { createPlatformDatabase, type PlatformDatabase } from '../platform-database.ts'

const first = { '001-notes': 'create table notes (id int);\ncreate index on notes (id)' }
const both = { '002-more': 'alter table notes add column text text', ...first }

/** A plugin's migrations run once each, in order, all or nothing. */
export function describeMigrations(open: () => PlatformDatabase): void {
  const tablesOf = async (schema: string) => {
    const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = ${schema} order by 1`.execute(
      open().kysely,
    )
    return rows.map(({ name }) => name)
  }

  describe('migrations of a plugin', () => {
    it('run once each, in the order of their names', async () => {
      expect(await open().migratePlugin('once', first)).toEqual(['001-notes'])
      expect(await open().migratePlugin('once', both)).toEqual(['002-more'])
      expect(await open().migratePlugin('once', both)).toEqual([])
      expect(await open().migratePlugin('at-once', both)).toEqual(['001-notes', '002-more'])
    })

    it('run once when they are asked for many times at once', async () => {
      const runs = await Promise.all(Array.from({ length: 5 }, () => open().migratePlugin('many', both)))
      expect(runs.toSorted((a, b) => b.length - a.length)).toEqual([['001-notes', '002-more'], [], [], [], []])
    })

    it('of many plugins at the same time all run', async () => {
      const plugins = Array.from({ length: 40 }, (_, number) => `crowd-${number}`)
      const slow = { '001-notes': 'create table notes (id int); select pg_sleep(0.1)' }
      const runs = await Promise.all(plugins.map(async (plugin) => open().migratePlugin(plugin, slow)))
      expect(runs).toEqual(plugins.map(() => ['001-notes']))
    })

    it('may hold nothing but comments', async () => {
      expect(await open().migratePlugin('quiet', { '001-empty': '', '002-comment': '-- nothing' })).toEqual(['001-empty', '002-comment'])
    })

    it('leave nothing when one fails, and say which', async () => {
      const broken = { ...first, '002-broken': 'create table half (id int); select * from nowhere' }
      await expect(open().migratePlugin('broken', broken)).rejects.toThrow(
        'Migration 002-broken of the plugin broken failed, nothing was applied: relation "nowhere" does not exist',
      )
      expect(await tablesOf('plugin_broken')).toEqual([])
      expect(await open().migratePlugin('broken', both)).toEqual(['001-notes', '002-more'])
    })

    it('that were changed stop the start; other line ends are no change', async () => {
      await open().migratePlugin('changed', both)
      const changed = { ...both, '001-notes': 'create table notes (id bigint)' }
      await expect(open().migratePlugin('changed', changed)).rejects.toThrow(
        'Migration 001-notes of the plugin changed has changed since it was applied. Restore its text, and put the change into a new migration.',
      )
      expect(await open().migratePlugin('changed', { ...both, '001-notes': first['001-notes'].replace('\n', '\r\n') })).toEqual([])
    })

    it('are only looked for where the process may not migrate', async () => {
      await open().migratePlugin('looked-at', first)
      await using looking = await createPlatformDatabase(open().pool, { embedded: open().embedded, migrates: false, close: async () => {} })
      expect(await looking.migratePlugin('looked-at', first)).toEqual([])
      expect(await looking.migratePlugin('without', {})).toEqual([])
      const pending = looking.migratePlugin('looked-at', both)
      await expect(pending).rejects.toThrow(PendingMigrationsError)
      await expect(pending).rejects.toThrow('The database still lacks looked-at/002-more. Run `patchbay migrate`')
      await expect(looking.migratePlugin('never-seen', first)).rejects.toThrow('never-seen/001-notes')
      await open().migratePlugin('looked-at', both)
      expect(await looking.migratePlugin('looked-at', first), 'newer tables are welcome').toEqual([])
    })

    it('that are gone stop the start', async () => {
      await open().migratePlugin('gone', both)
      await expect(open().migratePlugin('gone', first)).rejects.toThrow(
        'Migration 002-more of the plugin gone was applied, but the plugin no longer has it.',
      )
      await expect(open().migratePlugin('gone', {})).rejects.toThrow('no longer has it')
    })

    it('that come before an applied one stop the start', async () => {
      await open().migratePlugin('early', both)
      await expect(open().migratePlugin('early', { ...both, '001-zero': 'select 1' })).rejects.toThrow(
        'Migration 001-zero of the plugin early comes before 002-more, which was applied.',
      )
    })

    it('can not end the transaction they are in', async () => {
      await expect(open().migratePlugin('commits', { '001-commits': 'create table a (); commit' })).rejects.toThrow(
        'Take out its COMMIT or ROLLBACK',
      )
    })

    it('can not move their tables to where others look', async () => {
      const dumped = `select pg_catalog.set_config('search_path', 'public', false); create table strayed (id int)`
      await expect(open().migratePlugin('strays', { '001-dumped': dumped })).rejects.toThrow(
        'Migration 001-dumped of the plugin strays changes search_path. Take that out: its tables belong into the schema plugin_strays.',
      )
      expect(await tablesOf('public')).toEqual([])
    })
  })

  describe('the tables of the platform', () => {
    it('are in the schema patchbay, none in public', async () => {
      const tables = ['audit', 'console_plugins', 'keys', 'links', 'migrations', 'migrations_lock', 'oidc', 'signing_keys', 'users']
      expect(await tablesOf('patchbay')).toEqual(expect.arrayContaining(tables))
      expect(await tablesOf('public')).toEqual([])
    })

    it('know a person by one address, whatever its case', async () => {
      const { kysely } = open()
      const user = await kysely.insertInto('users').values({ email: 'Ada@example.com' }).returningAll().executeTakeFirstOrThrow()
      expect(user).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), email: 'Ada@example.com', created_at: expect.any(Date) })
      await expect(kysely.insertInto('users').values({ email: 'ada@EXAMPLE.com' }).execute()).rejects.toMatchObject({
        code: '23505',
        constraint: 'users_email',
      })
    })

    it('keep keys of hosts and of people', async () => {
      const { kysely } = open()
      const { id } = await kysely.insertInto('users').values({ email: 'grace@example.com' }).returning('id').executeTakeFirstOrThrow()
      const key = { name: 'laptop', secret_hash: Buffer.from('hash'), plugins: ['notes', 'food'] }
      const created = await kysely
        .insertInto('keys')
        .values({ ...key, id: 'k1', kind: 'user', user_id: id })
        .returningAll()
        .executeTakeFirstOrThrow()
      const unset = { expires_at: null, revoked_at: null, last_used_at: null }
      expect(created).toEqual({ ...key, ...unset, id: 'k1', kind: 'user', user_id: id, created_at: expect.any(Date) })
      await expect(
        kysely
          .insertInto('keys')
          .values({ ...key, id: 'k2', kind: 'user', user_id: null })
          .execute(),
      ).rejects.toMatchObject({ code: '23514', constraint: 'keys_user' })
      await expect(
        kysely
          .insertInto('keys')
          .values({ ...key, id: 'k3', kind: 'other' as 'user', user_id: id })
          .execute(),
      ).rejects.toMatchObject({ code: '23514' })
      await kysely.deleteFrom('users').where('id', '=', id).execute()
      expect(await kysely.selectFrom('keys').select('id').execute()).toEqual([])
    })
  })
}
