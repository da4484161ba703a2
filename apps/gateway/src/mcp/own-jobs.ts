import type { Principal } from '@patchbay/auth'
import { AppError } from '@patchbay/plugin-kit'
import type { Job, Jobs } from '@patchbay/queue'
import type { CompiledTool } from './tool.ts'

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
  /** Those that start jobs. */
  tools: readonly CompiledTool[]
  closing: AbortSignal | undefined
}

export function createOwnJobs({ jobs, tools, closing }: OwnJobsOptions): OwnJobs {
  let watched = 0
  const plugin = [...new Set(tools.map((tool) => tool.plugin))]
  const toOwner = ({ user, client }: Principal) => ({ plugin, caller: { user, client } })
  const find = async (id: string, principal: Principal) => {
    const job = await jobs.find(id, toOwner(principal))
    return job && tools.some((tool) => tool.plugin === job.plugin && mayCall(tool, principal)) ? job : undefined
  }
  return {
    find,
    cancel: async (id, principal) => ((await find(id, principal)) ? jobs.cancel(id, toOwner(principal)) : undefined),
    async *watch(id, principal, signal) {
      watched++
      try {
        const either = closing ? AbortSignal.any([closing, signal]) : signal
        if (await find(id, principal)) yield* jobs.watch(id, toOwner(principal), either)
      } finally {
        watched--
      }
    },
    canWatch: () => watched < mostWatched && !closing?.aborted,
    isClosing: () => closing?.aborted ?? false,
  }
}

/** Whoever may start one of the jobs of a plugin may ask for theirs. */
function mayCall({ check }: CompiledTool, principal: Principal): boolean {
  try {
    check(principal)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
