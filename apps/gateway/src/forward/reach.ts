import { AppError } from '@patchbay/plugin-kit'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Call } from '../call.ts'
import { hasBody } from '../json/read-bytes.ts'

export interface Reaching {
  ctx: Call
  /** What was read of the body already; streamed when left out. */
  body: Buffer | undefined
  name: string
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal
}

/** A gateway is replaced while requests come: for so many milliseconds it is tried again to reach one. */
const patience = 2_000
const pause = 100

/** Milliseconds until a connection stands. */
const connectTimeout = 1_000

/** The answer, once it begins. As long as nothing was sent it is tried again. */
export async function reach(start: () => ClientRequest, { ctx, body, name, signal }: Reaching): Promise<IncomingMessage> {
  for (const until = performance.now() + patience; ; await wait(pause)) {
    const asking = start()
    try {
      await connect(asking)
    } catch (error) {
      if (performance.now() < until && !signal.aborted && !ctx.res.destroyed) continue
      throw new AppError('unavailable', `${name} can’t be reached at the moment; nothing was done. Try again in a moment.`, {
        headers: { 'retry-after': '5' },
        cause: error,
      })
    }
    return ask(asking, { ctx, body, name, signal })
  }
}

async function connect(asking: ClientRequest): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    asking.once('error', reject)
    asking.once('socket', (socket) => {
      if (!socket.connecting) return resolve()
      socket.once('connect', resolve)
      socket.setTimeout(connectTimeout, () => socket.connecting && asking.destroy(new Error('connecting took too long')))
    })
  })
}

async function ask(asking: ClientRequest, { ctx, body, name, signal }: Reaching): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const end = () => void asking.destroy()
  signal.addEventListener('abort', end)
  ctx.res.once('close', end)
  asking.on('error', (cause) => reject(lost(name, cause)))
  asking.once('response', (answer) => {
    signal.removeEventListener('abort', end)
    // Its connection is then another request's.
    answer.once('end', () => ctx.res.off('close', end))
    resolve(answer)
  })
  if (signal.aborted || ctx.res.destroyed) end()
  else if (!body && hasBody(ctx.req)) ctx.req.pipe(asking)
  else asking.end(body)
  return promise
}

function lost(name: string, cause: Error): AppError {
  return new AppError('unavailable', `${name} did not answer. It may have done what was asked: look before you try again.`, { cause })
}
