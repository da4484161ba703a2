/** What a host shows instead of the bare answer of an action: a page in a frame (MCP Apps, 2026-01-26). */
export interface Widget {
  /**
   * One HTML file that holds all it needs, script and style included: `new URL('../../widget/built/note.html', import.meta.url)`.
   * Actions may share one. `npm run widgets` builds it from `widget/note.html`.
   */
  html: URL
  /** Read by models: what the person sees, so that the answer is not repeated in words. */
  description?: string
  /** Origins that it may reach beside the host: none when left out. `https://tiles.example.com` */
  origins?: {
    /** For `fetch` and sockets. */
    connect?: readonly string[]
    /** For images, fonts and styles. */
    resources?: readonly string[]
  }
}

/** Why a widget can't be served; empty when it can. */
export function findWidgetErrors(place: string, { html, origins = {} }: Widget): string[] {
  const errors: string[] = []
  if (html.protocol !== 'file:' || !/\/[a-z0-9][a-z0-9-]*\.html$/.test(html.pathname))
    errors.push(`${place}: widget.html must be a file named in lower-case letters, digits and hyphens that ends in .html`)
  for (const origin of [...(origins.connect ?? []), ...(origins.resources ?? [])]) {
    if (URL.parse(origin)?.origin !== origin || !origin.startsWith('https://'))
      errors.push(`${place}: ${JSON.stringify(origin)} in widget.origins must be like https://tiles.example.com`)
  }
  return errors
}
