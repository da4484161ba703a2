import type { Plugin } from '@patchbay/plugin-kit'

export interface MarketplaceOptions {
  /** The host of the domain, such as `example.com`. */
  host: string
  operator: { name: string; email: string }
}

export interface MarketplaceEntry {
  plugin: Plugin
  origin: string
  version: string
  /** Of the bytes of `/plugin.zip`, in hex. */
  sha256: string
}

/** The catalogue of a domain that Claude Code adds by its URL; each plugin is fetched as the archive it is here. */
export function toMarketplace(entries: readonly MarketplaceEntry[], { host, operator }: MarketplaceOptions): object {
  return {
    name: toMarketplaceName(host),
    owner: operator,
    metadata: { description: `The plugins of ${host}.` },
    plugins: entries.map(({ plugin, origin, version, sha256 }) => ({
      name: plugin.name,
      source: { source: 'archive', url: `${origin}/plugin.zip`, sha256 },
      description: plugin.summary,
      version,
      author: operator,
      homepage: origin,
      category: 'productivity',
      keywords: [plugin.name, 'mcp'],
    })),
  }
}

/** `example.com:3000` → `example-com-3000`: people install `notes@example-com-3000`. */
export function toMarketplaceName(host: string): string {
  return host.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}
