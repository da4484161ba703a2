import { afterAll, beforeAll, describe } from 'vitest'
import { describeMigrations } from './contract/migrations.ts'
import { describePluginHandles } from './contract/plugins.ts'
import { describeTransactions } from './contract/transactions.ts'
import { describeValues } from './contract/values.ts'
import { openDatabase } from './open-database.ts'
import type { PlatformDatabase } from './platform-database.ts'
import { createTestDatabase, hasPostgres, startPostgres, type TestPostgres } from './testing/index.ts'

function describeDatabase(open: () => PlatformDatabase): void {
  describeMigrations(open)
  describeValues(open)
  describeTransactions(open)
  describePluginHandles(open)
}

describe('the embedded database', () => {
  let database: PlatformDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(async () => database.close())
  describeDatabase(() => database)
})

describe.skipIf(!hasPostgres())('PostgreSQL (left out where it is not installed)', () => {
  let database: PlatformDatabase
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = (await startPostgres())!
    database = await openDatabase({ url: await postgres.createDatabase(), folder: 'unused' })
  })
  afterAll(async () => {
    await database.close()
    await postgres.stop()
  })
  describeDatabase(() => database)
})
