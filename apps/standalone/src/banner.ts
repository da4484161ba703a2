import type { Gateway } from '@patchbay/gateway'

/** The table of URLs that a newcomer sees. */
export function toBanner({ plugins, toOrigin }: Pick<Gateway, 'plugins' | 'toOrigin'>, console: string): string {
  const rows = plugins.map((plugin) => [
    plugin.name,
    toOrigin(plugin.name),
    plugin.status === 'ready' ? plugin.plugin.summary : 'not available: the log says why',
  ])
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map(([name, url, summary]) => `  ${name!.padEnd(widths[0]!)}  ${url!.padEnd(widths[1]!)}  ${summary}`)
  return ['', ...lines, '', `  Talk to them at ${console}`, ''].join('\n')
}
