import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type TransactionSettings,
  WithSchemaPlugin,
} from 'kysely'
import type { Pool } from 'pg'

/**
 * A handle whose names resolve in one schema: queries built with Kysely everywhere, raw `sql` inside a transaction. All handles share
 * the pool, so `destroy()` of one leaves the pool open.
 */
export function createKysely<Tables>(pool: Pool, schema: string): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SchemaDialect({ pool }, schema), plugins: [new WithSchemaPlugin(schema)] })
}

class SchemaDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig
  readonly #schema: string

  constructor(config: PostgresDialectConfig, schema: string) {
    super(config)
    this.#config = config
    this.#schema = schema
  }

  override createDriver(): SchemaDriver {
    return new SchemaDriver(this.#config, this.#schema)
  }

  override createAdapter(): LockedAdapter {
    return new LockedAdapter()
  }
}

class SchemaDriver extends PostgresDriver {
  readonly #searchPath: string

  constructor(config: PostgresDialectConfig, schema: string) {
    super(config)
    this.#searchPath = `set local search_path to "${schema}"`
  }

  /** One round trip: whatever statement begins the transaction also sets where its names resolve. */
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const beginning: DatabaseConnection = {
      executeQuery: (begin) => connection.executeQuery(CompiledQuery.raw(`${begin.sql}; ${this.#searchPath}`)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    }
    await super.beginTransaction(beginning, settings)
  }

  override async destroy(): Promise<void> {}
}

/** Migrations take their own lock, see `in-migration.ts`: Kysely's would outlive a transaction that failed. */
class LockedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}

  override async releaseMigrationLock(): Promise<void> {}
}
