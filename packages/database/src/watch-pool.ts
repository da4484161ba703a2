import pg from 'pg'

/** Milliseconds a connection is in use before the server is asked, over another one, whether it is there. */
const patience = 500
/** Milliseconds the server has to answer that. */
const answerTime = 1_000

/**
 * Ends the connections that wait for a server which fell silent: a frozen machine, or a network that swallows what is sent. The
 * limits on statements are kept by the server itself, so nothing else would end them for a quarter of an hour. A statement that is
 * slow on a server which answers is left alone.
 */
export function watchPool(pool: pg.Pool, config: pg.ClientConfig): void {
  const timers = new Map<pg.PoolClient, NodeJS.Timeout>()
  let asking: Promise<boolean> | undefined
  const ask = () => (asking ??= isThere(config).finally(() => (asking = undefined)))
  const watch = (client: pg.PoolClient) => {
    const timer = setTimeout(() => void check(client, timer), patience).unref()
    timers.set(client, timer)
  }
  const check = async (client: pg.PoolClient, timer: NodeJS.Timeout) => {
    const answers = await ask()
    if (timers.get(client) !== timer) return
    if (answers) return watch(client)
    timers.delete(client)
    // The pool's clients have `end()`, its types hide it; with a statement under way it does not wait for the server.
    await (client as unknown as pg.Client).end()
  }
  const forget = (client: pg.PoolClient) => {
    clearTimeout(timers.get(client))
    timers.delete(client)
  }
  pool.on('acquire', watch)
  pool.on('release', (_error, client) => forget(client))
  pool.on('remove', forget)
}

/** A refusal, such as "too many clients", is an answer too. */
async function isThere(config: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: answerTime })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    return error instanceof pg.DatabaseError
  } finally {
    client.end().catch(() => {})
  }
}
