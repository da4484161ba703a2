import type { Principal } from '@patchbay/auth'
import type { Job, Jobs } from '@patchbay/queue'

/** The jobs of whoever asks, in the plugins that are offered together. */
export interface OwnJobs {
  find(id: string, principal: Principal): Promise<Job | undefined>
  cancel(id: string, principal: Principal): Promise<Job | undefined>
  /** The job now and after each change, until it is over, or this process takes no more requests. */
  watch(id: string, principal: Principal, signal: AbortSignal): AsyncIterable<Job>
  /** Not when too many are watched already, and not at the end of this process: then a client asks now and then. */
  canWatch(): boolean
  /** Whether this process takes no more requests. */
  isClosing(): boolean
}

/** Jobs that one server watches at once; each is little more than a connection. */
const mostWatched = 500

export interface OwnJobsOptions {
  jobs: Pick<Jobs, 'find' | 'cancel' | 'watch'>
  plugins: readonly string[]
  closing: AbortSignal | undefined
}

export function createOwnJobs({ jobs, plugins, closing }: OwnJobsOptions): OwnJobs {
  let watched = 0
  const toOwner = (plugin: string, { user, client }: Principal) => ({ plugin, caller: { user, client } })
  const findPlugin = async (id: string, principal: Principal) => {
    for (const plugin of plugins) if (await jobs.find(id, toOwner(plugin, principal))) return plugin
    return undefined
  }
  return {
    async find(id, principal) {
      const plugin = await findPlugin(id, principal)
      return plugin === undefined ? undefined : jobs.find(id, toOwner(plugin, principal))
    },
    async cancel(id, principal) {
      const plugin = await findPlugin(id, principal)
      return plugin === undefined ? undefined : jobs.cancel(id, toOwner(plugin, principal))
    },
    async *watch(id, principal, signal) {
      watched++
      try {
        const plugin = await findPlugin(id, principal)
        const either = closing ? AbortSignal.any([closing, signal]) : signal
        if (plugin !== undefined) yield* jobs.watch(id, toOwner(plugin, principal), either)
      } finally {
        watched--
      }
    },
    canWatch: () => watched < mostWatched && !closing?.aborted,
    isClosing: () => closing?.aborted ?? false,
  }
}
