import type { PlatformDatabase } from '@patchbay/database'
import { connectToFeed } from './dispatch/connect-redis.ts'
import type { Dispatch } from './dispatch/dispatch.ts'
import { createEmbeddedDispatch } from './dispatch/embedded-dispatch.ts'
import { createRedisDispatch } from './dispatch/redis-dispatch.ts'
import type { Hints } from './hints/hints.ts'
import { createLocalHints } from './hints/local-hints.ts'
import { createRedisHints } from './hints/redis-hints.ts'
import { createJobs, type Jobs } from './jobs/create-jobs.ts'
import { createFeeder, type Feeder } from './jobs/feeder.ts'

export interface OpenQueueOptions {
  database: PlatformDatabase
  /** `redis://…`; over the embedded database without it. */
  redisUrl?: string | undefined
  /** Of everything in Redis, `patchbay` when left out. */
  prefix?: string
}

/** The background jobs of a process: to start and follow them, and what a runner needs. */
export interface JobQueue extends AsyncDisposable {
  jobs: Jobs
  database: PlatformDatabase
  dispatch: Dispatch
  feeder: Feeder
  hints: Hints
  /** After the runner, before the database. */
  close(): Promise<void>
}

/** Opens the queue. Redis need not be there: jobs are stored, and run when it is. */
export async function openQueue(options: OpenQueueOptions): Promise<JobQueue> {
  const { database } = options
  const { dispatch, hints, disconnect } = await connect(options)
  const feeder = createFeeder(database.kysely, dispatch)
  const close = async () => {
    await dispatch.close()
    await hints.close()
    disconnect()
  }
  return { jobs: createJobs({ database, feeder, hints }), database, dispatch, feeder, hints, close, [Symbol.asyncDispose]: close }
}

async function connect({ database, redisUrl, prefix = 'patchbay' }: OpenQueueOptions) {
  if (redisUrl === undefined)
    return { dispatch: await createEmbeddedDispatch(database), hints: createLocalHints(), disconnect: () => undefined }
  const redis = await connectToFeed(redisUrl)
  return {
    dispatch: createRedisDispatch({ url: redisUrl, redis, prefix: `${prefix}:queue` }),
    hints: createRedisHints(redis, `${prefix}:`),
    disconnect: () => redis.disconnect(),
  }
}
