import type { Plugin } from '../define-plugin.ts'
import type { Finding, QualityRule } from './quality-rule.ts'

/** The most characters each text of the manifest may have; hosts refuse more. */
const limits = { name: 50, title: 20, summary: 100, description: 8_000 } as const

export const manifestLimits: QualityRule = {
  title: "keeps to the manifest's limits",
  find: (plugin) => (Object.keys(limits) as (keyof typeof limits)[]).flatMap((place) => checkLength(plugin, place)),
}

function checkLength(plugin: Plugin, place: keyof typeof limits): Finding[] {
  const { length } = plugin[place]
  const most = limits[place]
  if (plugin[place].trim() === '') return [{ level: 'error', place, message: 'is empty; hosts show it, so say what the plugin is' }]
  return length > most ? [{ level: 'error', place, message: `has ${length} characters; hosts take at most ${most}` }] : []
}
