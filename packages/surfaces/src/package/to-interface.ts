import type { Plugin } from '@patchbay/plugin-kit'
import type { Site } from '../site.ts'
import { shorten } from './shorten.ts'

/** What ChatGPT and Codex show of a plugin before it is installed, within their limits. */
export function toInterface(plugin: Plugin, site: Site): object {
  const writes = plugin.actions.some(({ effect }) => effect !== 'read')
  return {
    displayName: shorten(plugin.title, 30),
    shortDescription: shorten(plugin.summary, 30),
    longDescription: shorten(plugin.description, 4000),
    developerName: site.operator.name,
    category: 'Productivity',
    capabilities: ['Interactive', 'Read', ...(writes ? ['Write'] : [])],
    websiteURL: site.origin,
    privacyPolicyURL: `${site.origin}/privacy`,
    termsOfServiceURL: `${site.origin}/legal`,
    defaultPrompt: toPrompts(plugin),
    composerIcon: './assets/logo.png',
    logo: './assets/logo.png',
  }
}

/** One sentence a person would say for each of the first three actions. */
function toPrompts({ actions }: Plugin): string[] {
  return actions
    .flatMap(({ examples }) => examples[0]?.say ?? [])
    .slice(0, 3)
    .map((say) => shorten(say, 128))
}
