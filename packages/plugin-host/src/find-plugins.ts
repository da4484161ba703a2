import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A plugin package on disk: `name` is the name of its folder. */
export interface PluginPackage {
  name: string
  version: string
  entry: string
}

/** The folder of plugin packages in this repository. */
export const pluginsFolder = join(import.meta.dirname, '../../plugins')

/**
 * Every package below the folder, or only the named ones, in alphabetical order.
 *
 * @throws Error when a named one does not exist.
 */
export function findPlugins(folder: string, names?: readonly string[]): PluginPackage[] {
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'package.json')))
    .map((entry) => ({
      name: entry.name,
      version: readVersion(join(folder, entry.name, 'package.json')),
      entry: join(folder, entry.name, 'src/index.ts'),
    }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
  const missing = names?.filter((name) => !found.some((plugin) => plugin.name === name)) ?? []
  if (missing.length > 0) {
    throw new Error(`PLUGINS names ${missing.join(', ')}, but there are only: ${found.map((plugin) => plugin.name).join(', ')}`)
  }
  return names ? found.filter((plugin) => names.includes(plugin.name)) : found
}

function readVersion(file: string): string {
  const { version = 'unknown' } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string }
  return version
}
