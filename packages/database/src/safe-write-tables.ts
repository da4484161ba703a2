import type { ColumnType } from 'kysely'

type Kind = 'answer' | 'queued'

/** What was done under a key of a caller. Without an answer it is being done, by `holder` until `held_until`. */
interface IdempotencyTable {
  /** The id of the person, or of the service's key. */
  owner: string
  plugin: string
  key: string
  /** Of action and input. */
  fingerprint: Buffer
  holder: string
  held_until: Date
  kind: Kind | null
  answer: string | null
  job_id: string | null
  expires_at: Date
}

/** What a person is asked to agree to. It is good for one effect, whose answer it keeps. */
interface ConfirmationsTable {
  id: string
  user_id: string
  plugin: string
  action: string
  arguments_hash: Buffer
  /** JSON text. */
  arguments: string
  message: string
  created_at: ColumnType<Date, Date | undefined, never>
  expires_at: Date
  approved_at: Date | null
  refused_at: Date | null
  holder: string | null
  held_until: Date | null
  kind: Kind | null
  answer: string | null
  job_id: string | null
}

/** The tables of safe writes, in the schema `patchbay`. */
export interface SafeWriteTables {
  idempotency: IdempotencyTable
  confirmations: ConfirmationsTable
}
