import type { Plugin } from '../define-plugin.ts'
import type { Finding, QualityRule } from './quality-rule.ts'

/** Stores refuse these in what people read. */
const refused = /plug-?in|chat ?gpt|open ?ai/i

export const reviewWords: QualityRule = {
  title: 'says what stores accept',
  find: (plugin) => [...checkWords(plugin, 'title'), ...checkWords(plugin, 'summary'), ...checkBeginning(plugin)],
}

function checkWords(plugin: Plugin, place: 'title' | 'summary'): Finding[] {
  const word = refused.exec(plugin[place])?.[0]
  return word
    ? [{ level: 'error', place, message: `has the word ${JSON.stringify(word)}, which stores refuse; say what it does instead` }]
    : []
}

function checkBeginning({ description }: Plugin): Finding[] {
  if (description.startsWith('Plugin for ')) return []
  return [{ level: 'warning', place: 'description', message: 'does not begin with "Plugin for …", by which models know what it is' }]
}
