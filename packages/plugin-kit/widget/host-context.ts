/** What a host says about itself and the place it gives the page (MCP Apps 2026-01-26, `McpUiHostContext`). */
export interface HostContext {
  theme?: 'light' | 'dark'
  locale?: string
  timeZone?: string
  styles?: { variables?: Record<string, string | undefined> }
  toolInfo?: { tool?: { name?: string } }
}

/** Makes the page look like its host: light or dark, and the host's colours, where it names them. */
export function applyContext({ theme, locale, styles }: HostContext): void {
  const root = document.documentElement
  if (theme === 'light' || theme === 'dark') root.style.colorScheme = theme
  if (locale) root.lang = locale
  for (const [name, value] of Object.entries(styles?.variables ?? {})) {
    if (name.startsWith('--') && typeof value === 'string') root.style.setProperty(name, value)
  }
}
