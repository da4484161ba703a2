import { Queue, UnrecoverableError, Worker, type BackendFactory, type IQueueBackend } from 'bullmq'
import type { Dispatch, Taker, Ticket } from './dispatch.ts'

/** How BullMQ is connected: to Redis, or to the embedded database. */
export interface BullConnections<Connection> {
  factory: BackendFactory<IQueueBackend, Connection>
  /** Fails fast. */
  feeding: () => Connection
  /** Waits as long as it takes. */
  working: () => Connection
  prefix: string
  findLife: () => Promise<string>
  check: () => Promise<void>
  close: () => Promise<void>
}

/** Milliseconds. A worker that says nothing for so long is taken for dead; who has its jobs is then decided by their rows. */
const lockDuration = 15_000
const stalledInterval = 5_000

const kept = { removeOnComplete: true, removeOnFail: { count: 1_000, age: 7 * 86_400 } } as const

/** The one dispatcher, BullMQ, whatever it runs on. Tickets carry no data: what a job needs to know stands in its row. */
export function createBullDispatch<Connection>(connections: BullConnections<Connection>): Dispatch {
  const { factory, prefix } = connections
  const queues = new Map<string, Queue>()
  const open = (name: string): Queue => {
    const known = queues.get(name)
    if (known) return known
    const options = { connection: connections.feeding(), prefix, skipWaitingForReady: true, skipVersionCheck: true } as never
    const queue = new Queue(name, options, factory as never) as unknown as Queue
    queue.on('error', () => undefined)
    queues.set(name, queue)
    return queue
  }
  const add = async (name: string, tickets: readonly Ticket[]) => {
    const queue = open(name)
    try {
      await queue.addBulk(tickets.map(toBullJob))
    } catch (error) {
      // A queue that was made while Redis was away stays broken.
      queues.delete(name)
      void queue.close().catch(() => undefined)
      throw error
    }
  }
  return {
    async feed(tickets) {
      const byQueue = Map.groupBy(tickets, ({ queue }) => queue)
      await Promise.all([...byQueue].map(([name, group]) => add(name, group)))
    },
    work: (queue, options) => {
      const worker = new Worker(
        queue,
        (job) => runTicket(String(job.id), options.run),
        {
          connection: connections.working(),
          prefix,
          concurrency: options.concurrency,
          lockDuration,
          stalledInterval,
          maxStalledCount: 25,
          runRetryDelay: 1_000,
          skipVersionCheck: true,
          ...kept,
        } as never,
        factory as never,
      ) as unknown as Worker
      worker.on('error', options.onError)
      return toTaker(worker)
    },
    findLife: connections.findLife,
    check: connections.check,
    async close() {
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()))
      await connections.close()
    },
  }
}

function toBullJob({ queue, id, generation, delay }: Ticket) {
  return { name: queue, data: {}, opts: { jobId: generation === 0 ? id : `${id}.${generation}`, ...(delay > 0 && { delay }), ...kept } }
}

async function runTicket(id: string, run: (id: string) => Promise<'done' | 'failed'>): Promise<void> {
  const end = await run(id.split('.')[0]!)
  if (end === 'failed') throw new UnrecoverableError('the row of the job says why')
}

function toTaker(worker: Worker): Taker {
  return {
    pause: () => worker.pause(true),
    close: () => worker.close(),
  }
}
