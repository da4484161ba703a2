import { createTestDatabase, hasPostgres, startPostgres, type TestPostgres } from '@patchbay/database/testing'
import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { hasRedis, startRedis, type TestRedis } from '@patchbay/rate-limit/testing'
import { afterAll, beforeAll, describe } from 'vitest'
import { describeJobs } from './contract/describe-jobs.ts'
import { openQueue } from './index.ts'

describe('jobs over the embedded database', () => {
  let database: PlatformDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.close())
  describeJobs(() => openQueue({ database }))
})

describe.skipIf(!hasRedis() || !hasPostgres())('jobs over Redis (skipped where redis-server or postgres is not installed)', () => {
  let database: PlatformDatabase
  let redis: TestRedis
  let postgres: TestPostgres
  beforeAll(async () => {
    ;[redis, postgres] = [(await startRedis())!, (await startPostgres())!]
    database = await openDatabase({ url: await postgres.createDatabase(), folder: '' })
  })
  afterAll(async () => {
    await database.close()
    await Promise.all([redis.stop(), postgres.stop()])
  })
  describeJobs(() => openQueue({ database, redisUrl: redis.url }))
})
