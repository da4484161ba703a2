import { startRunner, systemCaller, type Runner } from '@patchbay/queue'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { JobBench } from './bench-jobs.ts'

const concurrency = 50

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** BullMQ as its documentation has it: the handler writes one row. */
export async function runBare({ database, redisUrl, jobs }: JobBench): Promise<number> {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const queue = new Queue('bare', { connection, prefix: 'bench' })
  const rows = Array.from({ length: jobs }, () => ({ id: randomUUID(), plugin: 'bench', name: 'run', input: '{}', status: 'queued' }))
  await sql`insert into patchbay.bench_jobs (id, plugin, name, input, status)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, plugin text, name text, input text, status text)`.execute(
    database.kysely,
  )
  await queue.addBulk(rows.map(({ id }) => ({ name: 'run', data: {}, opts: { jobId: id, removeOnComplete: true } })))
  const done = Promise.withResolvers<void>()
  let left = jobs
  const begun = performance.now()
  const worker = new Worker(
    'bare',
    async ({ id }) => {
      await sql`update patchbay.bench_jobs set status = 'succeeded' where id = ${id}`.execute(database.kysely)
    },
    { connection, prefix: 'bench', concurrency },
  )
  worker.on('completed', () => --left === 0 && done.resolve())
  await done.promise
  const rate = jobs / ((performance.now() - begun) / 1_000)
  await worker.close()
  await queue.close()
  connection.disconnect()
  return rate
}

/** The same number of jobs that do nothing: each is claimed, and its result written. */
export async function runJobs({ queue, database, jobs }: JobBench): Promise<number> {
  const job = { plugin: 'bench', name: 'run', input: {}, caller: systemCaller, requestId: 'bench' }
  await Promise.all(Array.from({ length: jobs }, () => queue.jobs.start(job)))
  await untilFed({ database })
  const done = Promise.withResolvers<void>()
  let left = jobs
  const begun = performance.now()
  const runner: Runner = await startRunner({
    ...queue,
    log: silent,
    work: [{ plugin: 'bench', name: 'run', concurrency, run: async () => '{}' }],
    onEnd: () => void (--left === 0 && done.resolve()),
  })
  await done.promise
  const rate = jobs / ((performance.now() - begun) / 1_000)
  await runner.close()
  return rate
}

async function untilFed({ database }: Pick<JobBench, 'database'>): Promise<void> {
  for (;;) {
    const { rows } = await sql<object>`select 1 from patchbay.jobs where enqueued_at is null limit 1`.execute(database.kysely)
    if (rows.length === 0) return
    await wait(50)
  }
}
