import type { PlatformDatabase } from '@patchbay/database'
import type { Logger } from '@patchbay/log'
import { createConfirmations, createIdempotency, type Confirmations, type Idempotency } from '@patchbay/queue'

/** What makes writes safe: a call that is repeated happens once, and what a person must agree to waits for them. */
export interface SafeWrites {
  database: PlatformDatabase
  idempotency: Idempotency
  confirmations: Confirmations
  close: () => void
}

export interface SafeWritesOptions {
  database: PlatformDatabase
  /** `https://auth.example.com` */
  issuer: string
  log: Logger
}

const hour = 3_600_000

export function createSafeWrites({ database, issuer, log }: SafeWritesOptions): SafeWrites {
  const idempotency = createIdempotency(database)
  const confirmations = createConfirmations({ database, issuer })
  const cleanUp = () =>
    void Promise.all([idempotency.removeExpired(), confirmations.removeExpired()]).catch((err: unknown) =>
      log.warn({ err }, 'cleaning up safe writes failed'),
    )
  const timer = setInterval(cleanUp, hour).unref()
  return {
    database,
    idempotency,
    confirmations,
    close() {
      clearInterval(timer)
      idempotency.close()
      confirmations.close()
    },
  }
}
