import { Worker } from 'node:worker_threads'

export type LeaseMessage = { hold: { id: string; attempt: number; until: number } } | { release: string }

/** Keeps the leases of running jobs where a handler that never yields does not hinder it. */
export interface LeaseKeeper {
  /** @param until milliseconds since the epoch after which it is given up in any case */
  hold(id: string, attempt: number, until: number): void
  release(id: string): void
  close(): Promise<void>
}

interface LeaseKeeperOptions {
  databaseUrl: string | undefined
  /** Milliseconds. */
  lease: number
  onError: (error: Error) => void
}

/** In a thread with a connection of its own. Embedded there is none: the one process with the database knows what it runs. */
export function startLeaseKeeper({ databaseUrl, lease, onError }: LeaseKeeperOptions): LeaseKeeper {
  if (databaseUrl === undefined) return { hold() {}, release() {}, close: async () => undefined }
  const thread = new Worker(new URL('./lease-thread.ts', import.meta.url), { workerData: { databaseUrl, lease } })
  thread.on('error', onError)
  thread.unref()
  const post = (message: LeaseMessage) => thread.postMessage(message)
  return {
    hold: (id, attempt, until) => post({ hold: { id, attempt, until } }),
    release: (id) => post({ release: id }),
    async close() {
      await thread.terminate()
    },
  }
}
