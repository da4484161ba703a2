import { createRedisBackend, Queue } from 'bullmq'
import { connectToFeed } from './connect-redis.ts'

export interface BoardQueuesOptions {
  /** `redis://…` */
  redisUrl: string
  /** `<plugin>.<job>` */
  names: readonly string[]
  /** Of everything in Redis, `patchbay` when left out. */
  prefix?: string
}

/** BullMQ's own view of the queues in Redis, for a page that shows them. Changes go through the rows of the jobs instead. */
export async function openBoardQueues({ redisUrl, names, prefix = 'patchbay' }: BoardQueuesOptions) {
  const connection = await connectToFeed(redisUrl)
  const queues = names.map((name) => {
    const options = { connection, prefix: `${prefix}:queue`, skipWaitingForReady: true, skipVersionCheck: true, skipMetasUpdate: true }
    const queue = new Queue(name, options as never, createRedisBackend as never) as unknown as Queue
    queue.on('error', () => undefined)
    return queue
  })
  return {
    queues,
    async close() {
      await Promise.allSettled(queues.map((queue) => queue.close()))
      connection.disconnect()
    },
  }
}
