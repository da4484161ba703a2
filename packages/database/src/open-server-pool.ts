import type { Log } from '@patchbay/plugin-kit'
import pg from 'pg'
import { watchPool } from './watch-pool.ts'

/** Milliseconds, as PostgreSQL itself has none of these limits. */
const limits = {
  connectionTimeoutMillis: 2_000,
  statement_timeout: 5_000,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: 10_000,
}

/**
 * Connects to a PostgreSQL server. A connection that breaks is logged and replaced, it never ends the process.
 *
 * @throws Error when the address is malformed or the server does not let us in; the password is not in the message.
 */
export async function openServerPool(url: string, log: Log | undefined): Promise<pg.Pool> {
  const address = parseAddress(url)
  const config = { connectionString: withSearchPath(address), ...limits, keepAlive: true, application_name: 'patchbay' }
  const pool = new pg.Pool({ ...config, max: 10 })
  watchPool(pool, config)
  // Not the error itself: the pool hangs the whole client on it, with the key that cancels its statements.
  const onError = ({ message }: Error) => log?.warn({ reason: message }, 'database connection lost')
  pool.on('error', onError)
  // The pool listens to idle connections only; one that breaks while it is in use would end the process.
  pool.on('connect', (client) => client.on('error', onError))
  await pool.query('select 1').catch(async (error: NodeJS.ErrnoException) => {
    await pool.end()
    throw new Error(
      `PostgreSQL at ${address.host}${address.pathname} can't be used: ${error.message || error.code}. Start it, or correct DATABASE_URL.`,
      { cause: error },
    )
  })
  return pool
}

function parseAddress(url: string): URL {
  const address = URL.parse(url)
  if (address && /^postgres(ql)?:$/.test(address.protocol)) return address
  throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/database. Correct it, or leave it out to run embedded.')
}

/** PostgreSQL looks in the schema named like the user first: as the user `patchbay`, raw SQL of a plugin would find the platform's tables. */
function withSearchPath(address: URL): string {
  const extended = new URL(address)
  const given = address.searchParams.get('options') ?? ''
  extended.searchParams.set('options', `${given} -c search_path=public`.trim())
  return extended.href
}
