import type { Kysely } from 'kysely'
import type { EnqueueOptions, Job } from './define-job.ts'

/** The person a call acts for. `id` is a UUID that never changes; the e-mail address may. */
export interface User {
  id: string
  email: string
}

/** Who sends the call: a key, a program that a person signed in to, or nobody known. `id` is stable and safe to log. */
export interface Client {
  id: string
  kind: 'anonymous' | 'key' | 'oauth'
}

/** Where the caller says the person is. A hint, never an authority. */
export interface Location {
  /** ISO 3166-1 alpha-2, such as `US`. */
  country?: string
  /** ISO 3166-2, such as `US-CA`. */
  subdivision?: string
  /** BCP 47, such as `de-AT`. */
  locale?: string
}

/** A structured log: a constant message, data in fields. Secrets do not belong in fields. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/**
 * The plugin's own tables. Names resolve in the plugin's Postgres schema only: queries built with Kysely everywhere,
 * raw `sql` inside `database.transaction()`.
 */
export type Database<Tables> = Kysely<Tables>

/** What `setup` gets, once, when the process starts. */
export interface SetupContext<Config = Record<string, never>> {
  /** The plugin's settings, parsed by its `config` schema. */
  config: Config
  // oxlint-disable-next-line typescript/no-explicit-any -- a plugin names its tables where it takes the handle: `Database<NotesTables>`
  database: Database<any>
  log: Log
  /** The public origin of the plugin without a trailing slash, such as `https://notes.example.com`. */
  origin: string
  /** For addresses that a caller names: the public internet over https only, no redirects, at most 20 MiB in 30 seconds. */
  fetch: typeof globalThis.fetch
}

/** What every call gets, together with what `setup` returned. */
export interface ActionContext {
  user: User | undefined
  client: Client
  scopes: readonly string[]
  location: Location
  log: Log
  /** Aborts when the caller has gone or the action's time is over. Pass it to everything that waits. */
  signal: AbortSignal
  requestId: string
  /** The public origin of the plugin without a trailing slash, such as `https://notes.example.com`. */
  origin: string
  /** Tells how far a background action is: a fraction from 0 to 1, and what it does now. Without effect in others. */
  progress(fraction: number, message?: string): void
  /** The background job that this is an attempt of; the same in each. Undefined in a call that is answered at once. */
  jobId: string | undefined
  /** Starts a job of this plugin. It is stored when the promise resolves, and then runs in a worker. */
  enqueue<Input>(job: Job<Input>, input: Input, options?: EnqueueOptions): Promise<{ id: string }>
  /**
   * Runs the effects of a call in one database transaction, together with the record that they are done: what `effects` returns is
   * the action's answer. A call that is repeated, by its idempotency key, its confirmation or as the next attempt of a job, gets the
   * answer of the first and does nothing more, also when the process dies in between. At most once in a call; inside it use the
   * handle that is given.
   *
   * @throws Error when the answer is not of the output schema; then nothing was done
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- a plugin names its tables where it takes the handle
  transaction<Answer>(effects: (database: Database<any>) => Promise<Answer>): Promise<Answer>
}

/** The context of an action that needs a signed-in user. */
export interface UserContext extends ActionContext {
  user: User
}

/** What a page gets, together with what `setup` returned. A page has no user: it is opened from a link. */
export interface PageContext {
  log: Log
  signal: AbortSignal
  requestId: string
  origin: string
}
