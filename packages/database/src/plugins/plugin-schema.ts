import { findNameErrors } from '@patchbay/plugin-kit'

/**
 * The schema of a plugin's tables: `plugin_road_trips` for `road-trips`.
 *
 * @throws TypeError when this can't be the name of a plugin.
 */
export function toPluginSchema(name: string): string {
  const errors = findNameErrors(name)
  if (errors.length > 0) throw new TypeError(`There are no tables for a plugin like that: ${errors.join('; ')}`)
  return `plugin_${name.replaceAll('-', '_')}`
}
