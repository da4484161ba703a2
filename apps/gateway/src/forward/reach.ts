import { AppError } from '@patchbay/plugin-kit'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Call } from '../call.ts'
import { startingHeader } from '../front-door.ts'

export interface Reaching {
  ctx: Call
  body: Buffer
  name: string
  /** Aborts when nobody waits for the answer any more. */
  signal: AbortSignal
}

/** A gateway is replaced while requests come: for so many milliseconds it is tried again to reach one. */
const patience = 2_000
const pause = 100

/** Milliseconds until a connection stands. */
const connectTimeout = 1_000

/** The answer, once it begins. As long as nothing can have been done it is tried again: nobody was there, or somebody who is only starting. */
export async function reach(start: () => ClientRequest, { ctx, body, name, signal }: Reaching): Promise<IncomingMessage> {
  const until = performance.now() + patience
  const isOver = () => performance.now() >= until || signal.aborted || ctx.res.destroyed
  for (; ; await wait(pause)) {
    const asking = start()
    const error = await connect(asking)
    const answer = error ? undefined : await ask(asking, { ctx, body, name, signal })
    if (answer && !(startingHeader in answer.headers)) return answer
    answer?.resume()
    if (isOver()) throw unreached(name, error)
  }
}

function unreached(name: string, cause: unknown): AppError {
  const detail = `${name} can’t be reached at the moment; nothing was done. Try again in a moment.`
  return new AppError('unavailable', detail, { headers: { 'retry-after': '5' }, cause: cause ?? new Error('it is only starting') })
}

/** Waits until the connection stands; gives the error when it does not. */
function connect(asking: ClientRequest): Promise<Error | undefined> {
  return new Promise((resolve) => {
    asking.once('error', resolve)
    asking.once('socket', (socket) => {
      if (!socket.connecting) return resolve(undefined)
      socket.once('connect', () => resolve(undefined))
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
  else asking.end(body)
  return promise
}

function lost(name: string, cause: Error): AppError {
  return new AppError('unavailable', `${name} did not answer. It may have done what was asked: look before you try again.`, { cause })
}
