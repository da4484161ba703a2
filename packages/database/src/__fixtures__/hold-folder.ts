/** Opens an embedded database, writes a row that it acknowledges, and then starts a migration that takes long. */
import { openDatabase } from '../open-database.ts'

const database = await openDatabase({ folder: process.argv[2]! })
await database.kysely.insertInto('users').values({ email: 'kept@example.com' }).execute()
await database.migratePlugin('early', { '001-notes': 'create table notes (id int)' })
process.stdout.write('open\n')
process.stdin.once('data', () => void database.migratePlugin('notes', slowMigrations))

const slowMigrations = {
  '001-notes': 'create table notes (id int)',
  '002-fill': 'insert into notes select generate_series(1, 200000000)',
}
