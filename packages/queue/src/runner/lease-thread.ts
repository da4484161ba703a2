/** Runs beside the main thread and renews the leases of its jobs, however busy that is. */
import { openDatabase } from '@patchbay/database'
import { parentPort, workerData } from 'node:worker_threads'
import type { LeaseMessage } from './lease-keeper.ts'
import { renewLeases } from './leases.ts'
import { repeat } from './repeat.ts'
import { toRenewEvery } from './timing.ts'

const held = new Map<string, { id: string; attempt: number; until: number }>()

parentPort!.on('message', (message: LeaseMessage) => {
  if ('release' in message) held.delete(message.release)
  else held.set(message.hold.id, message.hold)
})

const { databaseUrl, lease } = workerData as { databaseUrl: string; lease: number }
const database = await openDatabase({ url: databaseUrl, folder: '', migrates: false })
repeat(toRenewEvery({ lease }), renew)

async function renew(): Promise<void> {
  const now = Date.now()
  // Work that neither ended nor heard its timeout is beyond help: another worker may have it.
  for (const { id, until } of held.values()) if (until < now) held.delete(id)
  await renewLeases(
    database.kysely,
    [...held.values()].map(({ id, attempt }) => ({ id, attempt })),
    lease,
  )
}
