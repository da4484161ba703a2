import { randomUUID } from 'node:crypto'
import type { ActionContext, Location, Log, PageContext, SetupContext, User } from '../context.ts'

export interface CallOptions {
  user?: User
  location?: Location
}

/** What is the same for every call of a test host. */
export interface TestSetting {
  /** The public origin of the plugin: `https://notes.patchbay.test`. */
  origin: string
  log: Log
}

/** Milliseconds an action may take unless it says otherwise, as in the gateway. */
const usualTimeout = 10_000

export function createSetting(plugin: string): TestSetting {
  return { origin: `https://${plugin}.patchbay.test`, log: silentLog }
}

export function createSetupContext(
  setting: TestSetting,
  config: Record<string, unknown>,
  database: SetupContext['database'],
): SetupContext<never> {
  return { ...setting, config: config as never, database }
}

export function createActionContext(setting: TestSetting, options: CallOptions, timeout: number | undefined): ActionContext {
  return {
    ...createPageContext(setting, timeout),
    user: options.user,
    client: options.user ? { id: `key:${options.user.id}`, kind: 'key' } : { id: 'anonymous', kind: 'anonymous' },
    scopes: [],
    location: options.location ?? {},
    progress() {},
  }
}

export function createPageContext(setting: TestSetting, timeout = usualTimeout): PageContext {
  return { ...setting, signal: AbortSignal.timeout(timeout), requestId: randomUUID() }
}

const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
