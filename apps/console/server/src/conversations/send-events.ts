import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Call } from '../call.ts'
import type { Run } from './run.ts'

const heartbeat = 15_000

/** Sends the events of a run (server-sent events, WHATWG HTML §9.2), from where the page has them. */
export function sendEvents(ctx: Call, run: Run): void {
  const given = Number(ctx.get('last-event-id'))
  const seen = Number.isSafeInteger(given) && given > 0 ? given : 0
  const stream = new PassThrough()
  const gone = new AbortController()
  ctx.status = 200
  ctx.set({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  ctx.body = stream
  const timer = setInterval(() => stream.write(': still here\n\n'), heartbeat).unref()
  ctx.res.once('close', () => gone.abort())
  void (async () => {
    try {
      stream.write('retry: 1000\n\n')
      for await (const { id, event } of run.follow(seen, gone.signal)) {
        const isTaken = stream.write(`id: ${id}\nevent: run\ndata: ${JSON.stringify(event)}\n\n`)
        // Who does not read gets no more.
        if (!isTaken) await once(stream, 'drain', { signal: gone.signal })
      }
    } catch (error) {
      if (!gone.signal.aborted) throw error
    } finally {
      clearInterval(timer)
      stream.end()
    }
  })()
}
