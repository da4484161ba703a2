import { randomUUID } from 'node:crypto'
import type { Database, User } from '../context.ts'
import type { DownloadFile } from '../define-download.ts'
import type { Plugin } from '../define-plugin.ts'
import { askConfirmation, callAction } from './call-action.ts'
import { openTestSchema } from './database/open-test-schema.ts'
import { type LoadedPage, loadDownload, loadPage } from './load-page.ts'
import { runJob } from './run-job.ts'
import { type CallOptions, createSetting, createSetupContext, type EnqueuedJob, refuseFetch } from './test-context.ts'

export interface TestHostOptions {
  /** The plugin's settings, parsed by its `config` schema; its defaults when left out. */
  config?: Record<string, unknown>
  /** Answers what the plugin fetches; nothing is reached when left out. */
  fetch?: typeof globalThis.fetch
}

/** A plugin that runs, on tables of its own in memory. Hold it with `await using`. */
export interface TestHost extends AsyncDisposable {
  /** A user. The same e-mail address gives the same user. */
  user: (email: string) => User
  /**
   * Calls an action as the platform does: parses the input, checks who calls, runs, checks the answer.
   *
   * @throws ZodError for an input that does not parse, AppError of the action, AppError `unauthorized` when it needs a user
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- the answer's type is not known by the action's name; tests compare values
  call: (action: string, input: unknown, options?: CallOptions) => Promise<any>
  /** What an action asks the person before it does anything; `call` acts as if they had agreed. */
  confirm: (action: string, input: unknown, options?: CallOptions) => Promise<string>
  /** Runs a job of the plugin once. */
  job: (name: string, input: unknown, options?: CallOptions) => Promise<unknown>
  /** The jobs that were started, oldest first; none of them runs by itself. */
  enqueued: readonly EnqueuedJob[]
  /** Opens a page by its path or URL; undefined is a 404. */
  page: (path: string) => Promise<LoadedPage | undefined>
  /** Fetches a file by its path or URL; undefined is a 404. */
  download: (path: string) => Promise<DownloadFile | undefined>
  // oxlint-disable-next-line typescript/no-explicit-any -- tests name the tables where they take the handle
  database: Database<any>
}

/**
 * Starts a plugin for a test: its settings, its tables, its `setup`.
 *
 * @throws ZodError for a setting that is missing or wrong, Error that names the migration which fails
 */
export async function createTestHost(plugin: Plugin, options: TestHostOptions = {}): Promise<TestHost> {
  const config = plugin.config.parse(options.config ?? {})
  const schema = await openTestSchema(plugin.name, plugin.migrations)
  const setting = createSetting(plugin.name, { database: schema.database, fetch: options.fetch ?? refuseFetch })
  try {
    const services = (await plugin.setup?.(createSetupContext(setting, config))) ?? {}
    const running = { plugin, services, setting }
    return {
      user: createUsers(),
      call: (action, input, callOptions) => callAction(action, input, { ...callOptions, ...running }),
      confirm: (action, input, callOptions) => askConfirmation(action, input, { ...callOptions, ...running }),
      job: (name, input, callOptions) => runJob(name, input, { ...callOptions, ...running }),
      enqueued: setting.enqueued,
      download: (path) => loadDownload(path, running),
      page: (path) => loadPage(path, running),
      database: schema.database,
      [Symbol.asyncDispose]: () => schema[Symbol.asyncDispose](),
    }
  } catch (error) {
    await schema[Symbol.asyncDispose]()
    throw error
  }
}

function createUsers(): TestHost['user'] {
  const users = new Map<string, User>()
  return (email) => {
    const user = users.get(email.toLowerCase()) ?? { id: randomUUID(), email }
    users.set(email.toLowerCase(), user)
    return user
  }
}
