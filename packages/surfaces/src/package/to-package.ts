import type { Plugin } from '@patchbay/plugin-kit'
import type { Site } from '../site.ts'
import { toJsonFile, type PackageFile } from './package-file.ts'
import { toInterface } from './to-interface.ts'
import { toSkill } from './to-skill.ts'

export interface PackageOptions {
  site: Site
  /** The bytes of the PNG. */
  logo: Uint8Array
  /** Should change whenever the plugin does: hosts update on another version only. */
  version: string
}

const schemas = 'https://agent-plugins.org/schemas/1.0.0'

/**
 * The files of a plugin as stores and agents install it: Agent Plugins 1.0 (`plugin.json`, `mcp.json`, `skills/`), with the manifests
 * of Codex and Claude Code and their `.mcp.json` beside. Sorted by path.
 */
export function toPackage(plugin: Plugin, { site, logo, version }: PackageOptions): PackageFile[] {
  const { name, summary } = plugin
  const url = `${site.origin}/mcp`
  const shared = {
    name,
    version,
    description: summary,
    author: { name: site.operator.name, email: site.operator.email },
    homepage: site.origin,
  }
  const face = toInterface(plugin, site)
  return [
    toJsonFile('.claude-plugin/plugin.json', shared),
    toJsonFile('.codex-plugin/plugin.json', { ...shared, skills: './skills/', mcpServers: './.mcp.json', interface: face }),
    toJsonFile('.mcp.json', { mcpServers: { [name]: { type: 'http', url } } }),
    { path: 'assets/logo.png', content: logo },
    toJsonFile('mcp.json', { $schema: `${schemas}/mcp.schema.json`, mcpServers: { [name]: { type: 'streamable-http', url } } }),
    toJsonFile('plugin.json', {
      $schema: `${schemas}/plugin.schema.json`,
      ...shared,
      keywords: [name, 'mcp'],
      extensions: { 'com.openai': { interface: face } },
    }),
    { path: `skills/${name}/SKILL.md`, content: toSkill(plugin, site) },
  ]
}
