import { ConfigError, toPluginSettings, type Environment } from '@patchbay/config'
import { PendingMigrationsError, type PlatformDatabase } from '@patchbay/database'
import type { Log, Plugin } from '@patchbay/plugin-kit'
import { createPublicFetch, type PublicFetch } from '@patchbay/safe-fetch'
import { readFileSync } from 'node:fs'

/** A plugin that is ready to be called. */
export interface ReadyPlugin {
  status: 'ready'
  name: string
  /** Of its package. */
  version: string
  plugin: Plugin
  /** What `setup` returned: joins the context of every call. Empty where another process runs the plugin. */
  services: object
  /** The bytes of its PNG. */
  logo: Buffer
  /** The HTML of its widgets by their URL. */
  widgets: ReadonlyMap<string, string>
}

/** A plugin that could not be started. Its host answers 503; the others are not touched. */
export interface BrokenPlugin {
  status: 'broken'
  name: string
  /** Of its package. */
  version: string
}

export type HostedPlugin = ReadyPlugin | BrokenPlugin

export interface HostOptions {
  /** Of the plugin's package. */
  version: string
  environment: Environment
  database: PlatformDatabase
  log: Log
  /** Names of plugins that other processes run: here they are only known, not made ready. */
  elsewhere?: readonly string[] | undefined
  /** The public origin of a plugin by name. */
  toOrigin: (name: string) => string
  /** For addresses that callers name; reaches the public internet only when left out. */
  fetch?: PublicFetch | undefined
}

/** Milliseconds and bytes of what a plugin fetches from an address that a caller named. */
const fetchLimits = { timeout: 30_000, maxBytes: 20 * 1024 * 1024 }

/**
 * Makes a plugin ready: its settings, its tables, its `setup`.
 *
 * @throws ConfigError when a setting is missing or wrong: that stops the start; PendingMigrationsError when its tables are not there yet. Whatever else fails breaks only this plugin.
 */
export async function hostPlugin(plugin: Plugin, options: HostOptions): Promise<HostedPlugin> {
  const isElsewhere = options.elsewhere?.includes(plugin.name)
  const config = isElsewhere ? {} : toPluginSettings(plugin.name, plugin.config, options.environment)
  try {
    const services = isElsewhere ? {} : await setUp(plugin, config, options)
    return {
      status: 'ready',
      name: plugin.name,
      version: options.version,
      plugin,
      services,
      logo: readFileSync(plugin.logo),
      widgets: readWidgets(plugin),
    }
  } catch (error) {
    return toBroken({ ...options, name: plugin.name, error })
  }
}

async function setUp(plugin: Plugin, config: object, options: HostOptions): Promise<object> {
  await options.database.migratePlugin(plugin.name, plugin.migrations)
  const database = options.database.forPlugin(plugin.name)
  const origin = options.toOrigin(plugin.name)
  const fetch = options.fetch ?? createPublicFetch(fetchLimits)
  return (await plugin.setup?.({ config: config as never, database, log: options.log, origin, fetch })) ?? {}
}

function readWidgets({ actions }: Plugin): ReadonlyMap<string, string> {
  const urls = new Map(actions.flatMap(({ widget }) => (widget ? [[widget.html.href, widget.html]] : [])))
  return new Map(Array.from(urls, ([href, url]) => [href, readFileSync(url, 'utf8')]))
}

/** Says in the log why a plugin could not be started. */
export function toBroken({ name, version, error, log }: { name: string; version: string; error: unknown; log: Log }): BrokenPlugin {
  if (error instanceof ConfigError || error instanceof PendingMigrationsError) throw error
  log.error({ plugin: name, err: error }, 'plugin could not be started')
  return { status: 'broken', name, version }
}
