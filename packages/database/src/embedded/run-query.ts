import type { PGlite, Results } from '@electric-sql/pglite'
import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'

/** What `query()` of a `pg` client takes, without callbacks, cursors and names. */
export interface Query {
  text: string
  values: readonly unknown[]
  rowMode: 'array' | 'object'
}

/** What `pg` answers to one statement. */
export interface QueryResult {
  command: string
  rowCount: number | null
  rows: unknown[]
  fields: { name: string; dataTypeID: number }[]
}

/** Types come out of an embedded database as `pg` gives them: int8 and numeric as strings, json parsed, timestamps as Date. */
export const pgParsers: Record<number, (text: string) => unknown> = new Proxy(
  {},
  { get: (_, oid) => pg.types.getTypeParser(Number(oid), 'text') },
)

/**
 * Runs text in the session of an embedded database. Without values it may hold several statements and then answers a list, as `pg` does.
 *
 * @throws pg.DatabaseError as from a server: code, constraint, position; without the values, which may be secret.
 */
export async function runQuery(database: PGlite, query: Query): Promise<QueryResult | QueryResult[]> {
  const options = { rowMode: query.rowMode }
  try {
    if (query.values.length > 0) return toResult(await database.query(query.text, query.values.map(toText), options))
    const results = (await database.exec(query.text, options)).map(toResult)
    return results.length === 1 ? results[0]! : results
  } catch (error) {
    throw toDatabaseError(error)
  }
}

function toText(value: unknown): string | null {
  const prepared = prepareValue(value)
  return Buffer.isBuffer(prepared) ? `\\x${prepared.toString('hex')}` : prepared
}

function toResult({ command, rowCount, rows, fields }: Results<unknown>): QueryResult {
  return { command: command ?? '', rowCount: rowCount ?? null, rows, fields }
}

function toDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || !('severity' in error)) return error
  const { query: _query, params: _params, queryOptions: _options, ...facts } = error as Error & Record<string, unknown>
  return Object.assign(new pg.DatabaseError(error.message, 0, 'error'), facts)
}
