import { systemCaller } from '@patchbay/queue'
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import type { JobBench } from './bench-jobs.ts'

/** As many calls as one gateway has under way. */
const concurrency = 50

const input = { text: 'x'.repeat(200) }

/** A row for each job, each with its commit. */
export async function acceptBare({ database, jobs }: JobBench): Promise<number> {
  const text = JSON.stringify(input)
  return measure(jobs, async () => {
    await sql`insert into patchbay.bench_jobs (id, plugin, name, input, status) values (${randomUUID()}, 'bench', 'accept', ${text}, 'queued')`.execute(
      database.kysely,
    )
  })
}

/** What a call of a background action does: stored, and on its way to the queue. */
export async function acceptJobs({ queue, jobs }: JobBench): Promise<number> {
  const job = { plugin: 'bench', name: 'accept', input, caller: systemCaller, requestId: 'bench' }
  return measure(jobs, async () => {
    await queue.jobs.start(job)
  })
}

async function measure(count: number, each: () => Promise<void>): Promise<number> {
  let left = count
  const begun = performance.now()
  const lane = async () => {
    while (left-- > 0) await each()
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  return count / ((performance.now() - begun) / 1_000)
}
