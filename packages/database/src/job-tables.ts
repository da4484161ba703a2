import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type Moment = ColumnType<Date | null, Date | null | undefined, Date | null>

/** A background job: an action that runs in a worker, or a `defineJob` of a plugin. */
export interface JobsTable {
  id: string
  plugin: string
  name: string
  /** Whose it is: `user:<id>`, `client:<id>` or `system`. */
  owner: string
  /** What the context of `run` gets of the call that started it. */
  caller: Json
  request_id: string
  /** The span that accepted it, as a `traceparent` of W3C Trace Context. */
  trace: ColumnType<string | null, string | null | undefined, never>
  /** JSON text. */
  input: string
  status: Generated<'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'>
  /** Grows with every change that its owner can see. */
  version: Generated<number>
  /** How often it was given to the queue anew. */
  generation: Generated<number>
  /** How often a worker took it: fences off what an earlier one still does. */
  attempt: Generated<number>
  /** How many of those threw. */
  failures: Generated<number>
  /** How often its worker died with it. */
  crashes: Generated<number>
  /** Whether what its last attempt began is not over: its worker ended, or it said "not now". */
  torn: Generated<boolean>
  run_at: ColumnType<Date, Date | undefined, Date>
  /** Null while the queue does not have it: the outbox. */
  enqueued_at: Moment
  worker: ColumnType<string | null, string | null | undefined, string | null>
  lease_until: Moment
  cancel_requested_at: Moment
  progress_fraction: Generated<number>
  progress_message: ColumnType<string | null, string | null | undefined, string | null>
  /** JSON text of what the transaction of its effects returned: they are done. */
  effect: ColumnType<string | null, string | null | undefined, string | null>
  /** JSON text. */
  result: ColumnType<string | null, string | null | undefined, string | null>
  error: ColumnType<unknown, string | null | undefined, string | null>
  /** Two jobs never have the same. */
  unique_key: ColumnType<string | null, string | null | undefined, string | null>
  created_at: ColumnType<Date, Date | undefined, never>
  started_at: Moment
  finished_at: Moment
  /** When it was given up after all its attempts. Null when an operator dropped it. */
  parked_at: Moment
}

/** When each scheduled job is due next. */
interface JobSchedulesTable {
  plugin: string
  name: string
  schedule: string
  next_at: Date
}

export interface JobTables {
  jobs: JobsTable
  job_schedules: JobSchedulesTable
}
