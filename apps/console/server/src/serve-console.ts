import type { PlatformDatabase } from '@patchbay/database'
import type { RequestListener } from 'node:http'

/** `/livez` and `/readyz` for whoever looks after the process; everything else is the console's. */
export function serveConsole(
  listener: RequestListener,
  database: Pick<PlatformDatabase, 'ping'>,
  isEnding: () => boolean,
): RequestListener {
  return (request, response) => {
    if (request.url !== '/livez' && request.url !== '/readyz') return listener(request, response)
    const ready = request.url === '/livez' ? Promise.resolve(true) : isReady(database, isEnding)
    void ready.then((isFine) =>
      response
        .writeHead(isFine ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
        .end(isFine ? 'ok\n' : 'not ready\n'),
    )
  }
}

async function isReady(database: Pick<PlatformDatabase, 'ping'>, isEnding: () => boolean): Promise<boolean> {
  if (isEnding()) return false
  return database.ping().then(
    () => true,
    () => false,
  )
}
