import type { PGlite, Results } from '@electric-sql/pglite'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'

/** Values come out as `pg` gives them in production: int8 and numeric as strings, json parsed, timestamps as Date. */
const parsers: Record<number, (text: string) => unknown> = new Proxy({}, { get: (_, oid) => pg.types.getTypeParser(Number(oid), 'text') })

/** A `pg.Pool` with one connection over a PostgreSQL in memory: a client has it from `connect()` to `release()`. */
export class EmbeddedPool implements PostgresPool {
  readonly options = {}
  readonly #database: PGlite
  #last: Promise<void> = Promise.resolve()

  constructor(database: PGlite) {
    database.parsers = parsers
    database.serializers = {}
    this.#database = database
  }

  async connect(): Promise<PostgresPoolClient> {
    const turn = this.#last
    const done = Promise.withResolvers<void>()
    this.#last = turn.then(() => done.promise)
    await turn
    const query = (text: string, values: readonly unknown[]) => runQuery(this.#database, text, values)
    return { query: query as unknown as PostgresPoolClient['query'], release: () => done.resolve() }
  }

  /** The database belongs to the process, see `loadPGlite`. */
  async end(): Promise<void> {}
}

/** Without values the text may hold several statements; the last one gives the answer. */
async function runQuery(database: PGlite, text: string, values: readonly unknown[]): Promise<Results> {
  if (values.length > 0) return database.query(text, values.map(toText))
  const results = await database.exec(text)
  return results.at(-1)!
}

/** `pg` writes parameters like this, so a value that a server would refuse is refused here too. */
function toText(value: unknown): string | null {
  const prepared = prepareValue(value)
  return Buffer.isBuffer(prepared) ? `\\x${prepared.toString('hex')}` : prepared
}
