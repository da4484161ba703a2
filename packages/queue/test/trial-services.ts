import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { startPostgres, type TestPostgres } from '@patchbay/database/testing'
import { startRedis, type TestRedis } from '@patchbay/rate-limit/testing'
import { sql } from 'kysely'
import { setTimeout as wait } from 'node:timers/promises'
import { openQueue, recordEffect, startRunner, systemCaller, type JobQueue, type NewJob, type Runner } from '../src/index.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }

export const trialJob: NewJob = { plugin: 'trial', name: 'work', input: {}, caller: systemCaller, requestId: 'trial' }

/** A queue and a runner over services of their own. Each job has one effect. */
export interface TrialServices extends AsyncDisposable {
  redis: TestRedis
  redisUrl: string
  postgres: TestPostgres
  databaseUrl: string
  database: PlatformDatabase
  queue: JobQueue
  read(): Promise<TrialCounts>
}

export interface TrialCounts {
  stored: number
  succeeded: number
  effects: number
  /** Jobs that have an effect. */
  affected: number
}

export async function startTrialServices(): Promise<TrialServices> {
  const redis = (await startRedis({ args: ['--appendonly', 'yes'] }))!
  const postgres = (await startPostgres())!
  const databaseUrl = await postgres.createDatabase()
  const database = await openDatabase({ url: databaseUrl, folder: '' })
  await sql`create table patchbay.trial_effects (job uuid not null)`.execute(database.kysely)
  const queue = await openQueue({ database, redisUrl: redis.url })
  const runner = await run(queue)
  return {
    redis,
    redisUrl: redis.url,
    postgres,
    databaseUrl,
    database,
    queue,
    read: () => read(database),
    async [Symbol.asyncDispose]() {
      await runner.close({ patience: 0 })
      await queue.close()
      await database.close()
      await Promise.all([redis.stop(), postgres.stop()])
    },
  }
}

function run(queue: JobQueue): Promise<Runner> {
  return startRunner({
    ...queue,
    log: silent,
    work: [
      {
        plugin: 'trial',
        name: 'work',
        concurrency: 5,
        async run(attempt) {
          if (attempt.effect !== undefined) return attempt.effect
          await wait(20)
          await queue.database.kysely.transaction().execute(async (transaction) => {
            await sql`insert into patchbay.trial_effects values (${attempt.id})`.execute(transaction)
            await recordEffect(transaction, attempt, '"done"')
          })
          return '"done"'
        },
        attempts: 100,
      },
    ],
  })
}

async function read({ kysely }: PlatformDatabase): Promise<TrialCounts> {
  const { rows } = await sql<TrialCounts>`select count(*)::int as stored, count(*) filter (where status = 'succeeded')::int as succeeded,
    (select count(*)::int from patchbay.trial_effects) as effects,
    (select count(distinct job)::int from patchbay.trial_effects) as affected from patchbay.jobs`.execute(kysely)
  return rows[0]!
}
