import type { Plugin } from '@patchbay/plugin-kit'

/** Hosts count on the first 512 characters only. */
const longest = 512

/** What a host tells the model about a whole server: the plugin's description, cut between sentences. */
export function toInstructions(plugin: Plugin): string {
  const text = plugin.description.trim()
  if (text.length <= longest) return text
  const cut = text.slice(0, longest)
  const end = cut.lastIndexOf('. ')
  return end > 0 ? cut.slice(0, end + 1) : cut.slice(0, longest - 1).toWellFormed() + '…'
}
