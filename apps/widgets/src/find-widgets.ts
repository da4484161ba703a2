import { globSync } from 'node:fs'
import { join } from 'node:path'

/** The pages of every plugin, as absolute paths. */
export function findWidgets(): string[] {
  const root = join(import.meta.dirname, '../../..')
  return globSync('packages/plugins/*/widget/*.html', { cwd: root })
    .toSorted()
    .map((path) => join(root, path))
}
