import type { Plugin } from '@patchbay/plugin-kit'
import { pathToFileURL } from 'node:url'
import { findPlugins, pluginsFolder } from './find-plugins.ts'
import { hostPlugin, toBroken, type HostedPlugin, type HostOptions } from './host-plugin.ts'

export interface LoadOptions extends Omit<HostOptions, 'version'> {
  /** Only these; all when left out. */
  names?: readonly string[] | undefined
  /** Where the packages are; `packages/plugins` of this repository when left out. */
  folder?: string | undefined
}

/**
 * Imports every plugin package and makes it ready. One that fails is answered as broken, so that the others serve.
 *
 * @throws Error when a named plugin does not exist; ConfigError when a plugin's setting is missing or wrong.
 */
export async function loadPlugins(options: LoadOptions): Promise<HostedPlugin[]> {
  const packages = findPlugins(options.folder ?? pluginsFolder, options.names)
  const hosted: HostedPlugin[] = []
  for (const { name, version, entry } of packages) hosted.push(await loadPlugin(name, entry, { ...options, version }))
  return hosted
}

async function loadPlugin(name: string, entry: string, options: HostOptions): Promise<HostedPlugin> {
  try {
    const { default: plugin } = (await import(pathToFileURL(entry).href)) as { default?: Plugin }
    if (!plugin) throw new TypeError('src/index.ts has no default export; export default definePlugin({ … })')
    if (plugin.name !== name) throw new TypeError(`the plugin is named ${plugin.name}, its folder ${name}; give both one name`)
    return await hostPlugin(plugin, options)
  } catch (error) {
    return toBroken({ ...options, name, error })
  }
}
