/**
 * A process that runs the jobs of a trial until it is killed. It says `start <id>` and `end <id>` on standard output; each job has one
 * effect, in the transaction that says so. Embedded it also accepts the jobs, and says `counts …` when all are done.
 */
import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { sql } from 'kysely'
import { setTimeout as wait } from 'node:timers/promises'
import { openQueue, recordEffect, startRunner, systemCaller, type JobQueue } from '../index.ts'
import type { Timing } from '../runner/timing.ts'

interface Trial {
  databaseUrl?: string
  folder: string
  redisUrl?: string
  jobs: number
  milliseconds: number
  /** Keeps the thread busy all the while. */
  busy?: boolean
  timing?: Partial<Timing>
}

const trial = JSON.parse(process.argv[2]!) as Trial
const database = await openDatabase({ url: trial.databaseUrl, folder: trial.folder })
const queue = await openQueue({ database, redisUrl: trial.redisUrl })
const say = (line: string) => process.stdout.write(`${line}\n`)
const silent = { debug() {}, info() {}, warn() {}, error() {} }

await sql`create table if not exists patchbay.trial_effects (job uuid not null, attempt int not null)`.execute(database.kysely)
await startRunner({
  ...queue,
  databaseUrl: trial.databaseUrl,
  log: silent,
  ...(trial.timing && { timing: trial.timing }),
  work: [
    {
      plugin: 'trial',
      name: 'work',
      concurrency: 10,
      async run(attempt) {
        if (attempt.effect !== undefined) return attempt.effect
        say(`start ${attempt.id}`)
        if (trial.busy) compute(trial.milliseconds)
        else await wait(trial.milliseconds * (0.5 + Math.random()))
        await database.kysely.transaction().execute(async (transaction) => {
          await sql`insert into patchbay.trial_effects values (${attempt.id}, ${attempt.number})`.execute(transaction)
          await recordEffect(transaction, attempt, '"done"')
        })
        say(`end ${attempt.id}`)
        return '"done"'
      },
    },
  ],
})
say('ready')
if (trial.databaseUrl === undefined) await acceptAndCount(queue, database)

function compute(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end) Math.sqrt(end)
}

async function acceptAndCount({ jobs }: JobQueue, { kysely }: PlatformDatabase): Promise<void> {
  for (let number = 0; number < trial.jobs; number++)
    await jobs.start({ plugin: 'trial', name: 'work', input: {}, caller: systemCaller, requestId: 'trial', uniqueKey: String(number) })
  for (;;) {
    const { rows } = await sql<{ open: string }>`select count(*) as open from patchbay.jobs where status in ('queued', 'running')`.execute(kysely)
    if (Number(rows[0]!.open) === 0) break
    await wait(100)
  }
  const { rows } = await sql<object>`select
    (select count(*)::int from patchbay.jobs where status = 'succeeded') as succeeded,
    (select count(*)::int from patchbay.jobs where status <> 'succeeded') as others,
    (select count(*)::int from patchbay.trial_effects) as effects,
    (select count(distinct job)::int from patchbay.trial_effects) as jobs`.execute(kysely)
  say(`counts ${JSON.stringify(rows[0])}`)
}
