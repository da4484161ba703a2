import type { PlatformTables } from '@patchbay/database'
import type { Log } from '@patchbay/plugin-kit'
import { sql, type Kysely } from 'kysely'
import type { Dispatch } from '../dispatch/dispatch.ts'
import { toTicket, type Feeder } from '../jobs/feeder.ts'
import type { JobRow } from '../jobs/to-job.ts'

/** A job whose workers died so often, and once more, is parked: it is likely the one that kills them. */
const mostCrashes = 25

const batchSize = 1_000

export interface RepairOptions {
  database: Kysely<PlatformTables>
  dispatch: Dispatch
  feeder: Feeder
  log: Log
  /** Milliseconds for which a stored job is left to whoever stored it. */
  patience: number
}

/** Makes the queue agree with the rows. Any number of workers may do so at once. */
export function createRepair({ database, dispatch, feeder, log, patience }: RepairOptions): () => Promise<void> {
  let life: string | undefined
  return async () => {
    const found = await dispatch.findLife()
    if (found !== life) {
      await markAllLost(database)
      life = found
    }
    await freeTornOff(database, log)
    for (;;) if ((await feedLost(database, feeder, patience)) < batchSize) break
  }
}

/** The queue was flushed or started anew, or this worker was: whatever waits is given once more. What is there already is ignored. */
async function markAllLost(database: Kysely<PlatformTables>): Promise<void> {
  await sql`update patchbay.jobs set enqueued_at = null where status = 'queued' and enqueued_at is not null`.execute(database)
}

/** Jobs whose worker has gone go back to the queue. They keep its name until they run or it ends them: it may only have been too busy. */
async function freeTornOff(database: Kysely<PlatformTables>, log: Log): Promise<void> {
  const { rows } = await sql<{ id: string; plugin: string; name: string; parked: boolean }>`update patchbay.jobs set
      status = case when crashes >= ${mostCrashes} then 'failed' else 'queued' end,
      error = case when crashes >= ${mostCrashes}
        then '{"code":"internal","status":500,"detail":"Something went wrong on our side. Try again later."}'::jsonb end,
      finished_at = case when crashes >= ${mostCrashes} then now() end,
      parked_at = case when crashes >= ${mostCrashes} then now() end,
      crashes = crashes + 1, torn = true, generation = generation + 1, version = version + 1, enqueued_at = null, lease_until = null,
      worker = case when crashes < ${mostCrashes} then worker end,
      run_at = now()
    where status = 'running' and lease_until < now()
    returning id, plugin, name, parked_at is not null as parked`.execute(database)
  for (const { id: jobId, plugin, name, parked } of rows)
    log.warn({ jobId, plugin, action: name }, parked ? 'job parked: its workers keep dying' : 'job freed: its worker has gone')
}

async function feedLost(database: Kysely<PlatformTables>, feeder: Feeder, patience: number): Promise<number> {
  const { rows } = await sql<JobRow>`select id, plugin, name, generation, run_at from patchbay.jobs
    where enqueued_at is null and status = 'queued'
      and (generation > 0 or created_at < now() - ${patience} * interval '1 millisecond')
    order by created_at limit ${batchSize}`.execute(database)
  if (rows.length > 0) await feeder.feed(rows.map(toTicket))
  return rows.length
}
