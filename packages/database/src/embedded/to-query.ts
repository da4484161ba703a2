import type { Query } from './run-query.ts'

/** The object form of `pg`'s `query()`. */
export interface QueryConfig {
  text: string
  values?: readonly unknown[] | undefined
  rowMode?: 'array' | undefined
}

/**
 * Reads the arguments of `pg`'s `query()`.
 *
 * @throws TypeError for callbacks, cursors and streams, which the embedded database does not have.
 */
export function toQuery(input: string | QueryConfig, values: readonly unknown[] | undefined): Query {
  const config = typeof input === 'string' ? { text: input } : input
  if (typeof config.text !== 'string' || 'submit' in config) {
    throw new TypeError('The embedded database takes query text, or an object with `text` and `values`: no cursors and no streams.')
  }
  const given = values ?? ('values' in config ? config.values : undefined) ?? []
  if (!Array.isArray(given))
    throw new TypeError('The values of a query are an array. The embedded database answers by promise, not by callback.')
  return { text: config.text, values: given, rowMode: 'rowMode' in config && config.rowMode === 'array' ? 'array' : 'object' }
}
