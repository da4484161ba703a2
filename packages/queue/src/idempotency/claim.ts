import type { PlatformTables } from '@patchbay/database'
import type { Kysely } from 'kysely'

/** What came of a call, as it is given again to whoever repeats it. */
export interface StoredAnswer {
  kind: 'answer' | 'queued'
  /** The JSON text of the REST answer, byte for byte. */
  text: string
  /** Of a queued call. */
  jobId?: string | undefined
}

/** The right to do something once. */
export interface Claim {
  /**
   * Records what came of it. Give it the transaction of the effects: then both are there or neither.
   *
   * @throws AppError `in_progress` when the right has gone to another call meanwhile; the transaction must not be committed
   */
  complete: (transaction: Kysely<PlatformTables>, answer: StoredAnswer) => Promise<void>
  /** Gives the right back, as nothing was done. Harmless when something was. */
  release: () => Promise<void>
}

/** Either the right to do it, or what came of it before. */
export type Claimed = { claim: Claim } | { stored: StoredAnswer }
