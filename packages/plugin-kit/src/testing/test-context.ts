import { randomUUID } from 'node:crypto'
import type { ActionContext, Location, Log, PageContext, SetupContext, User } from '../context.ts'
import type { EnqueueOptions } from '../define-job.ts'

export interface CallOptions {
  user?: User
  location?: Location
  signal?: AbortSignal
  /** Hears what the action says about how far it is. */
  progress?: ActionContext['progress']
  /** As another attempt of the same job. */
  jobId?: string
}

/** What is the same for every call of a test host. */
export interface TestSetting {
  /** The public origin of the plugin: `https://notes.patchbay.test`. */
  origin: string
  log: Log
  database: SetupContext['database']
  fetch: typeof globalThis.fetch
  /** The jobs that were started, oldest first. */
  enqueued: EnqueuedJob[]
}

export interface EnqueuedJob extends EnqueueOptions {
  id: string
  name: string
  input: unknown
}

/** Milliseconds an action may take unless it says otherwise, as in the gateway. */
const usualTimeout = 10_000

export function createSetting(plugin: string, { database, fetch }: Pick<TestSetting, 'database' | 'fetch'>): TestSetting {
  return { origin: `https://${plugin}.patchbay.test`, log: silentLog, database, fetch, enqueued: [] }
}

export function createSetupContext({ log, origin, database, fetch }: TestSetting, config: Record<string, unknown>): SetupContext<never> {
  return { log, origin, database, fetch, config: config as never }
}

/** In tests nothing is reached unless the test says so. */
export const refuseFetch: typeof globalThis.fetch = () =>
  Promise.reject(new Error('A test reaches nothing outside. Give createTestHost a fetch that answers.'))

export function createActionContext(setting: TestSetting, options: CallOptions, timeout: number | undefined): ActionContext {
  const { log, origin, signal, requestId } = createPageContext(setting, timeout)
  return {
    log,
    origin,
    signal: options.signal ? AbortSignal.any([signal, options.signal]) : signal,
    requestId,
    user: options.user,
    client: options.user ? { id: `key:${options.user.id}`, kind: 'key' } : { id: 'anonymous', kind: 'anonymous' },
    scopes: [],
    location: options.location ?? {},
    progress: options.progress ?? (() => {}),
    jobId: options.jobId,
    enqueue: async (job, input, enqueueOptions) => enqueue(setting, { name: job.name, input, ...enqueueOptions }),
    transaction: (effects) => setting.database.transaction().execute(effects),
  }
}

export function createPageContext({ log, origin }: TestSetting, timeout = usualTimeout): PageContext {
  return { log, origin, signal: AbortSignal.timeout(timeout), requestId: randomUUID() }
}

/** As the platform does: two of one name and key are one. */
function enqueue({ enqueued }: TestSetting, job: Omit<EnqueuedJob, 'id'>): { id: string } {
  const twin = enqueued.find(({ name, key }) => key !== undefined && name === job.name && key === job.key)
  if (twin) return { id: twin.id }
  const id = randomUUID()
  enqueued.push({ ...job, id })
  return { id }
}

const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
