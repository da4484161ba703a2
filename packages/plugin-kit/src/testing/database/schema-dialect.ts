import {
  CompiledQuery,
  type DatabaseConnection,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type TransactionSettings,
} from 'kysely'

/** PostgreSQL whose transactions resolve unqualified names in one schema, as a plugin's handle does in production. */
export class SchemaDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig
  readonly #schema: string

  constructor(config: PostgresDialectConfig, schema: string) {
    super(config)
    this.#config = config
    this.#schema = schema
  }

  override createDriver(): PostgresDriver {
    return new SchemaDriver(this.#config, this.#schema)
  }
}

class SchemaDriver extends PostgresDriver {
  readonly #searchPath: string

  constructor(config: PostgresDialectConfig, schema: string) {
    super(config)
    this.#searchPath = `set local search_path to "${schema}"`
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await super.beginTransaction(connection, settings)
    await connection.executeQuery(CompiledQuery.raw(this.#searchPath))
  }
}
