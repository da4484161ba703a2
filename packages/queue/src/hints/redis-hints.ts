import type { Redis } from 'ioredis'
import type { HintKind, Hints } from './hints.ts'
import { createLocalHints } from './local-hints.ts'

/**
 * Between processes, over Redis. Takes the one connection to tell, and makes another to listen.
 *
 * @param prefix of the channel, such as `patchbay:`
 */
export function createRedisHints(redis: Redis, prefix: string): Hints {
  const channel = `${prefix}hints`
  const local = createLocalHints()
  let subscriber: Redis | undefined
  const subscribe = () => {
    subscriber = redis.duplicate({
      commandTimeout: undefined,
      socketTimeout: undefined,
      enableOfflineQueue: true,
      autoResubscribe: true,
    } as object)
    subscriber.on('error', () => undefined)
    subscriber.on('message', (_channel, text: string) => {
      const mark = text.indexOf(' ')
      local.tell(text.slice(0, mark) as HintKind, text.slice(mark + 1))
    })
    subscriber.subscribe(channel).catch(() => undefined)
  }
  return {
    tell(kind, id) {
      redis.publish(channel, `${kind} ${id}`).catch(() => undefined)
    },
    listen(listener) {
      if (!subscriber) subscribe()
      return local.listen(listener)
    },
    async close() {
      await local.close()
      subscriber?.disconnect()
    },
  }
}
