import type { Principal } from '@patchbay/auth'

/** The audience of a token for the domain itself: no plugin can have this name. */
export const everyPlugin = '*'

/** A key may be for some plugins only; a token for the domain is for all. */
export function mayUse({ plugins }: Principal, plugin: string): boolean {
  return plugins === null || plugin === everyPlugin || plugins.has(plugin) || plugins.has(everyPlugin)
}
