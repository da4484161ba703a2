import { openDatabase, type PlatformDatabase } from '@patchbay/database'
import { startPostgres } from '@patchbay/database/testing'
import { openQueue, type JobQueue } from '@patchbay/queue'
import { startRedis } from '@patchbay/rate-limit/testing'
import { sql } from 'kysely'
import { median } from '../compare.ts'
import { acceptBare, acceptJobs } from './accept.ts'
import { runBare, runJobs } from './run.ts'

export interface JobBench {
  database: PlatformDatabase
  queue: JobQueue
  redisUrl: string
  /** How many jobs a measurement has. */
  jobs: number
}

/** Jobs a second. */
type Entrant = (bench: JobBench) => Promise<number>

/** Each pair in turn, in one run; a server that waits for its disk. */
export async function benchJobs({ rounds, jobs }: { rounds: number; jobs: number }): Promise<string> {
  await using postgres = await startPostgres({ fsync: 'on' })
  await using redis = await startRedis({ args: ['--appendonly', 'yes'] })
  if (!postgres || !redis) return 'This needs PostgreSQL and redis-server on this machine.'
  await using database = await openDatabase({ url: await postgres.createDatabase(), folder: '' })
  await using queue = await openQueue({ database, redisUrl: redis.url })
  await sql`create table patchbay.bench_jobs (id uuid primary key, plugin text, name text, input text, status text,
    created_at timestamptz default now())`.execute(database.kysely)
  const bench: JobBench = { database, queue, redisUrl: redis.url, jobs }
  return [
    await compare({ 'accept: one bare insert each': acceptBare, 'accept: jobs': acceptJobs }, bench, rounds),
    await compare({ 'run: bare BullMQ, one update each': runBare, 'run: jobs': runJobs }, bench, rounds),
  ].join('\n')
}

/** The first of the pair is what the second is measured by. */
async function compare(pair: Readonly<Record<string, Entrant>>, bench: JobBench, rounds: number): Promise<string> {
  const [[bareName, bare], [name, entrant]] = Object.entries(pair) as [[string, Entrant], [string, Entrant]]
  const rates: [bare: number, ours: number][] = []
  await clear(bench)
  for (let round = 0; round <= rounds; round++) {
    const bareRate = await bare(bench)
    await clear(bench)
    const rate = await entrant(bench)
    await clear(bench)
    // The first only warms up.
    if (round > 0) rates.push([bareRate, rate])
  }
  const ratio = median(rates.map(([bareRate, rate]) => rate / bareRate))
  const [bareRate, rate] = [median(rates.map(([each]) => each)), median(rates.map(([, each]) => each))]
  return `${bareName.padEnd(36)} 1.00 ×  ${bareRate.toFixed(0).padStart(6)}/s\n${name.padEnd(36)} ${ratio.toFixed(2)} ×  ${rate.toFixed(0).padStart(6)}/s`
}

async function clear({ database }: JobBench): Promise<void> {
  await sql`truncate patchbay.jobs, patchbay.bench_jobs`.execute(database.kysely)
}
