import { EventEmitter } from 'node:events'
import type { PGlite } from '@electric-sql/pglite'
import { Notifications } from './notifications.ts'
import { PGliteClient, type Session } from './pglite-client.ts'
import { pgParsers, type QueryResult } from './run-query.ts'
import { SessionLock } from './session-lock.ts'
import type { QueryConfig } from './to-query.ts'

export interface PGlitePoolOptions {
  /** Milliseconds a transaction may do nothing before it is rolled back, 10,000 by default. */
  idleInTransaction?: number
}

/**
 * The shape of `pg.Pool` over one embedded database, with the same values, results and errors. Everything that uses the database
 * goes through this one pool: whoever touches the PGlite object directly gets into the transactions of others.
 */
export class PGlitePool extends EventEmitter {
  /** `keepAlive` lets BullMQ wait long for a notification instead of asking again every 10 s. */
  readonly options = { max: 1000, keepAlive: true }
  readonly #session: Session
  readonly #clients = new Set<PGliteClient>()
  #ending: Promise<void> | undefined
  #drained = Promise.withResolvers<void>()

  constructor(database: PGlite, options: PGlitePoolOptions = {}) {
    super()
    this.setMaxListeners(0)
    database.parsers = pgParsers
    database.serializers = {}
    const { idleInTransaction = 10_000 } = options
    this.#session = { database, lock: new SessionLock(), notifications: new Notifications(database), idleInTransaction }
  }

  get totalCount(): number {
    return this.#clients.size
  }

  get idleCount(): number {
    return 0
  }

  get waitingCount(): number {
    return this.#session.lock.waiting
  }

  async connect(): Promise<PGliteClient> {
    if (this.#ending) throw new Error('Cannot use a pool after calling end on the pool')
    const client = new PGliteClient(this.#session, () => this.#remove(client))
    this.#clients.add(client)
    return client
  }

  async query(input: string | QueryConfig, values?: readonly unknown[]): Promise<QueryResult | QueryResult[]> {
    const client = await this.connect()
    try {
      return await client.query(input, values)
    } finally {
      client.release()
    }
  }

  /** Takes no new clients, waits until all are released, then closes the database. */
  end(): Promise<void> {
    this.#ending ??= this.#close()
    return this.#ending
  }

  async #close(): Promise<void> {
    if (this.#clients.size > 0) await this.#drained.promise
    await this.#session.database.close()
  }

  #remove(client: PGliteClient): void {
    this.#clients.delete(client)
    if (this.#clients.size === 0 && this.#ending) this.#drained.resolve()
  }
}
