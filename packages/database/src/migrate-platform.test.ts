import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator, NO_MIGRATIONS } from 'kysely/migration'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migratePlatform } from './migrate-platform.ts'
import { migrations } from './migrations/index.ts'
import type { PlatformDatabase } from './platform-database.ts'
import { createTestDatabase } from './testing/index.ts'

function toMigration(text: string): Migration {
  return { up: async (database: Kysely<unknown>) => void (await sql.raw(text).execute(database)) }
}

describe('migratePlatform', () => {
  let database: PlatformDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(async () => database.close())

  it('applies what is new, in the schema of the platform', async () => {
    const more = { ...migrations, '902-more': toMigration('create table more ()') }
    expect(await migratePlatform(database.kysely, more)).toEqual(['902-more'])
    expect(await migratePlatform(database.kysely, more)).toEqual([])
    const { rows } = await sql`select schemaname from pg_tables where tablename = 'more'`.execute(database.kysely)
    expect(rows).toEqual([{ schemaname: 'patchbay' }])
  })

  it('leaves nothing of a run that fails, and says which migration it was', async () => {
    const broken = { ...migrations, '902-more': toMigration('create table more ()'), '903-broken': toMigration('select * from nowhere') }
    await expect(migratePlatform(database.kysely, broken)).rejects.toThrow(
      'Migration 903-broken of the platform failed and left nothing behind',
    )
    const fixed = { ...broken, '903-broken': toMigration('select 1') }
    expect(await migratePlatform(database.kysely, fixed)).toEqual(['902-more', '903-broken'])
  })

  it('refuses a database of a newer version', async () => {
    await migratePlatform(database.kysely, { ...migrations, '999-future': toMigration('select 1') })
    await expect(migratePlatform(database.kysely, migrations)).rejects.toThrow('If a newer version has used it, run that one.')
  })

  it('can be undone and done again with the same result', async () => {
    const describeTables = async () =>
      (
        await sql`select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'patchbay' order by 1, 2`.execute(
          database.kysely,
        )
      ).rows
    const before = await describeTables()
    await database.kysely.transaction().execute(async (transaction) => {
      const names = { migrationTableSchema: 'patchbay', migrationTableName: 'migrations', migrationLockTableName: 'migrations_lock' }
      const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => ({ ...migrations }) }, ...names })
      expect(await migrator.migrateTo(NO_MIGRATIONS)).toMatchObject({ results: Object.keys(migrations).map(() => ({ status: 'Success' })) })
    })
    expect(await describeTables()).not.toEqual(before)
    await migratePlatform(database.kysely, migrations)
    expect(await describeTables()).toEqual(before)
  })
})
