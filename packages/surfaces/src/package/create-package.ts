import type { Plugin } from '@patchbay/plugin-kit'
import { hash } from 'node:crypto'
import type { Site } from '../site.ts'
import { toPackage } from './to-package.ts'
import { toZip } from './to-zip.ts'

/** A plugin package, ready to be served. */
export interface PluginPackage {
  bytes: Uint8Array
  /** `1.0.0+` and a part that follows from the contents. */
  version: string
  /** Of the bytes, in hex. */
  sha256: string
}

/** Packs a plugin. The same definition, site and logo give the same bytes. */
export function createPackage(plugin: Plugin, options: { site: Site; logo: Uint8Array }): PluginPackage {
  const contents = toZip(toPackage(plugin, { ...options, version: '' }))
  const version = `1.0.0+${hash('sha256', contents).slice(0, 12)}`
  const bytes = toZip(toPackage(plugin, { ...options, version }))
  return { bytes, version, sha256: hash('sha256', bytes) }
}
