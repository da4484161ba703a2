import type { Principal } from '@patchbay/auth'
import type { Job, Jobs } from '@patchbay/queue'

/** The jobs of whoever asks, in the plugins that are offered together. */
export interface OwnJobs {
  find(id: string, principal: Principal): Promise<Job | undefined>
  cancel(id: string, principal: Principal): Promise<Job | undefined>
  /** The job now and after each change, until it is over. */
  watch(id: string, principal: Principal, signal: AbortSignal): AsyncIterable<Job>
}

export function createOwnJobs(jobs: Pick<Jobs, 'find' | 'cancel' | 'watch'>, plugins: readonly string[]): OwnJobs {
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
      const plugin = await findPlugin(id, principal)
      if (plugin !== undefined) yield* jobs.watch(id, toOwner(plugin, principal), signal)
    },
  }
}
