import type { PlatformTables } from '@patchbay/database'
import { AppError } from '@patchbay/plugin-kit'
import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { toOwner, type NewJob } from './job.ts'
import { type JobRow } from './to-job.ts'

/** Characters of input that a job may have. */
const longestInput = 1_048_576

/**
 * Stores jobs. Until the queue has them these rows are the outbox, so a crash at any moment loses none.
 *
 * @returns the stored rows in the order given; the earlier job where one has the same `uniqueKey`
 */
export async function acceptJobs(database: Kysely<PlatformTables>, jobs: readonly NewJob[]): Promise<JobRow[]> {
  const values = jobs.map(toValues)
  const inserted = await database
    .insertInto('jobs')
    .values(values)
    .onConflict((conflict) => conflict.column('unique_key').where('unique_key', 'is not', null).doNothing())
    .returningAll()
    .execute()
  const rows = new Map(inserted.map((row) => [row.id, row]))
  const twins = values.filter(({ id }) => !rows.has(id)).map(({ unique_key }) => unique_key!)
  const earlier = twins.length > 0 ? await database.selectFrom('jobs').selectAll().where('unique_key', 'in', twins).execute() : []
  const byKey = new Map([...inserted, ...earlier].map((row) => [row.unique_key, row]))
  return values.map(({ id, unique_key }) => rows.get(id) ?? byKey.get(unique_key!)!)
}

function toValues(job: NewJob) {
  const input = JSON.stringify(job.input)
  if (input.length > longestInput) throw new AppError('payload_too_large', 'The input of a job is at most 1 MiB. Send less.')
  return {
    id: randomUUID(),
    plugin: job.plugin,
    name: job.name,
    owner: toOwner(job.caller),
    caller: JSON.stringify(job.caller),
    request_id: job.requestId,
    trace: job.trace ?? null,
    input,
    unique_key: job.uniqueKey === undefined ? null : `${job.plugin}:${job.name}:${job.uniqueKey}`,
    ...(job.delay !== undefined && { run_at: sql<Date>`now() + ${job.delay} * interval '1 millisecond'` as never }),
  }
}
