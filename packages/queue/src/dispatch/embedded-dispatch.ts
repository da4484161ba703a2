import type { PlatformDatabase } from '@patchbay/database'
import { createPostgresBackend, runMigrations } from 'bullmq'
import { createBullDispatch } from './bull-dispatch.ts'
import type { Dispatch } from './dispatch.ts'

/** BullMQ over the embedded database: it lives and dies with the rows, so it has one life. */
export async function createEmbeddedDispatch({ pool }: PlatformDatabase): Promise<Dispatch> {
  const client = await pool.connect()
  try {
    await runMigrations(client as never, 'bullmq')
  } finally {
    client.release()
  }
  // BullMQ does not do so on a pool that it is given. The database has one session, so once is enough.
  await pool.query('set search_path to public, bullmq')
  return createBullDispatch({
    factory: createPostgresBackend as never,
    feeding: () => pool,
    working: () => pool,
    prefix: 'bullmq',
    findLife: async () => 'embedded',
    check: async () => undefined,
    close: async () => undefined,
  })
}
