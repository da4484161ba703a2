import { AppError } from '@patchbay/plugin-kit'
import { isFinal, type Job, type Jobs, type Owner } from '@patchbay/queue'
import type { ServerResponse } from 'node:http'
import type { Call } from '../call.ts'
import { orNotFound } from './or-not-found.ts'
import { toJobDocument } from './to-job-document.ts'

/** Streams that one process keeps open; each is little more than a connection. */
const mostStreams = 500

/** Milliseconds between two signs of life, so that no proxy takes the stream for dead. */
const heartbeat = 15_000

/** Sends the job and each of its changes as server-sent events, until it is over. `Last-Event-ID` leaves out what the caller has seen. */
export function createJobStream(jobs: Jobs, closing: AbortSignal | undefined): (ctx: Call, id: string, owner: Owner) => Promise<void> {
  let open = 0
  return async (ctx, id, owner) => {
    if (open >= mostStreams)
      throw new AppError('unavailable', 'Too many streams are open. Ask getJob instead.', { headers: { 'retry-after': '5' } })
    const job = orNotFound(await jobs.find(id, owner))
    open++
    try {
      begin(ctx)
      await sendChanges(ctx, jobs.watch(job.id, owner, toSignal(ctx.res, closing)))
    } finally {
      open--
      ctx.res.end()
    }
  }
}

function begin(ctx: Call): void {
  ctx.respond = false
  ctx.state.headers.push('content-type', 'text/event-stream; charset=utf-8', 'cache-control', 'no-store', 'x-accel-buffering', 'no')
  ctx.res.writeHead(200, ctx.state.headers)
  ctx.res.flushHeaders()
}

async function sendChanges(ctx: Call, changes: AsyncIterable<Job>): Promise<void> {
  const { res } = ctx
  const seen = Number(ctx.req.headers['last-event-id'])
  const timer = setInterval(() => res.write(': alive\n\n'), heartbeat)
  try {
    for await (const job of changes) if (!(job.version <= seen)) res.write(toEvent(job))
  } finally {
    clearInterval(timer)
  }
}

function toEvent(job: Job): string {
  return `id: ${job.version}\nevent: ${isFinal(job) ? 'end' : 'progress'}\ndata: ${JSON.stringify(toJobDocument(job))}\n\n`
}

/** Ends the stream with its connection, and when the server takes no more: then the caller comes back to another. */
function toSignal(response: ServerResponse, closing: AbortSignal | undefined): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => controller.abort())
  return closing ? AbortSignal.any([closing, controller.signal]) : controller.signal
}
