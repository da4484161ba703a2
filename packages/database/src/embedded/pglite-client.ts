import { EventEmitter } from 'node:events'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { Notification, Notifications } from './notifications.ts'
import { runQuery, type Query, type QueryResult } from './run-query.ts'
import type { SessionLock } from './session-lock.ts'
import { toQuery, type QueryConfig } from './to-query.ts'

/** What the clients of one embedded database share. */
export interface Session {
  database: PGlite
  lock: SessionLock
  notifications: Notifications
  /** Milliseconds a transaction may do nothing, as PostgreSQL's `idle_in_transaction_session_timeout`. */
  idleInTransaction: number
}

/**
 * A `pg.PoolClient`-shaped view of the one session: each query takes its turn, and a transaction keeps the session until it ends.
 * Emits `notification` for the channels it listens to.
 */
export class PGliteClient extends EventEmitter {
  readonly #session: Session
  readonly #onReleased: () => void
  #queue: Promise<unknown> = Promise.resolve()
  #passOn: (() => void) | undefined
  #idleTimer: NodeJS.Timeout | undefined
  #failure: Error | undefined
  #released = false

  constructor(session: Session, onReleased: () => void) {
    super()
    this.#session = session
    this.#onReleased = onReleased
  }

  /** Queries of one client run one after the other, in the order they were given. */
  async query(input: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult | QueryResult[]> {
    const query = toQuery(input, values)
    if (this.#released) throw new Error('This client was released to its pool. Take a new one with connect().')
    return this.#enqueue(() => this.#run(query))
  }

  /** Gives the client back. What it left open is rolled back. `destroy` is there for `pg`'s sake. */
  release(_destroy?: boolean | Error): void {
    if (this.#released) throw new Error('Release called on client which has already been released to the pool.')
    this.#released = true
    this.#session.notifications.forget(this.#notify)
    this.#enqueue(() => this.#rollBack()).then(this.#onReleased, this.#onReleased)
  }

  readonly #notify = (notification: Notification): void => {
    this.emit('notification', notification)
  }

  #enqueue<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(task)
    this.#queue = result.catch(() => {})
    return result
  }

  async #run(query: Query): Promise<QueryResult | QueryResult[]> {
    if (this.#failure) throw this.#failure
    const { database, lock, notifications } = this.#session
    clearTimeout(this.#idleTimer)
    this.#passOn ??= await lock.acquire()
    try {
      const unlisten = notifications.isUnlisten(query.text)
      const result = unlisten ? { command: 'UNLISTEN', rowCount: null, rows: [], fields: [] } : await runQuery(database, query)
      notifications.follow(query.text, this.#notify)
      return result
    } finally {
      this.#settle()
    }
  }

  /** Keeps the session in a transaction, for as long as something happens in it. */
  #settle(): void {
    if (!this.#session.database.isInTransaction()) return this.#free()
    this.#idleTimer = setTimeout(() => this.#abandon(), this.#session.idleInTransaction).unref()
  }

  #abandon(): void {
    this.#failure = toIdleError(this.#session.idleInTransaction)
    this.#enqueue(() => this.#rollBack()).catch((error: Error) => (this.#failure = error))
  }

  async #rollBack(): Promise<void> {
    clearTimeout(this.#idleTimer)
    if (!this.#passOn) return
    try {
      await this.#session.database.exec('rollback')
    } finally {
      this.#free()
    }
  }

  #free(): void {
    this.#passOn?.()
    this.#passOn = undefined
  }
}

function toIdleError(milliseconds: number): Error {
  const message = `A transaction did nothing for ${milliseconds} ms and was rolled back. Use only the handle of the transaction inside it: the embedded database has one session.`
  return Object.assign(new pg.DatabaseError(message, 0, 'error'), { severity: 'FATAL', code: '25P03' })
}
