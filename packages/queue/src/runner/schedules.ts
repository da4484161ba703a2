import type { PlatformTables } from '@patchbay/database'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { acceptJobs } from '../jobs/accept-job.ts'
import type { Feeder } from '../jobs/feeder.ts'
import { systemCaller } from '../jobs/job.ts'
import { findNext } from './find-next.ts'
import { repeat, type Loop } from './repeat.ts'
import type { Work } from './work.ts'

interface SchedulesOptions {
  database: Kysely<PlatformTables>
  feeder: Feeder
  work: readonly Work[]
  onError: (error: unknown) => void
}

/** Milliseconds between two looks at what is due. */
const lookEvery = 1_000

/**
 * Starts what is due. When that is stands in the database, by whose clock it goes: each time is taken by one worker, in the
 * transaction that stores the job, and none is lost with Redis. Times that passed while no worker ran become one.
 */
export function startSchedules({ database, feeder, work, onError }: SchedulesOptions): Loop {
  const scheduled = work.filter(({ schedule }) => schedule !== undefined)
  if (scheduled.length === 0) return { stop: async () => undefined }
  let isPlanned = false
  return repeat(
    lookEvery,
    async () => {
      if (!isPlanned) await plan(database, scheduled)
      isPlanned = true
      for (const each of scheduled) await startIfDue(database, feeder, each)
    },
    onError,
  )
}

/** A schedule that is new or was changed counts from now. */
async function plan(database: Kysely<PlatformTables>, scheduled: readonly Work[]): Promise<void> {
  const now = await readClock(database)
  for (const { plugin, name, schedule } of scheduled) {
    await sql`insert into patchbay.job_schedules as s (plugin, name, schedule, next_at)
      values (${plugin}, ${name}, ${schedule}, ${findNext(schedule!, now)})
      on conflict (plugin, name) do update set schedule = excluded.schedule, next_at = excluded.next_at
      where s.schedule <> excluded.schedule`.execute(database)
  }
}

async function startIfDue(database: Kysely<PlatformTables>, feeder: Feeder, { plugin, name, schedule }: Work): Promise<void> {
  const row = await database.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ due: Date; now: Date }>`select next_at as due, now() as now from job_schedules
      where plugin = ${plugin} and name = ${name} and schedule = ${schedule} and next_at <= now() for update skip locked`.execute(
      transaction,
    )
    const [tick] = rows
    if (!tick) return undefined
    await transaction
      .updateTable('job_schedules')
      .set({ next_at: findNext(schedule!, tick.now) })
      .where('plugin', '=', plugin)
      .where('name', '=', name)
      .execute()
    const uniqueKey = tick.due.toISOString()
    const [job] = await acceptJobs(transaction, [
      { plugin, name, input: {}, caller: systemCaller, requestId: `schedule-${plugin}-${name}-${uniqueKey}`, uniqueKey },
    ])
    return job
  })
  if (row) feeder.announce(row)
}

async function readClock(database: Kysely<PlatformTables>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(database)
  return rows[0]!.now
}
