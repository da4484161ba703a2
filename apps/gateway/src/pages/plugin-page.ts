import { html, type Html, type OpenGraph, type Page, type PageContext, type Plugin } from '@patchbay/plugin-kit'
import { toDocument } from './document.ts'

export interface PluginPageOptions {
  page: Page
  plugin: Plugin
  data: unknown
  context: PageContext
  /** The absolute URL of the page. */
  url: string
}

/** The HTML of a plugin's page with its OpenGraph tags, which hosts turn into a link preview. */
export function toPage({ page, plugin, data, context, url }: PluginPageOptions): string {
  const openGraph = (page.openGraph as (data: unknown, context: PageContext) => OpenGraph)(data, context)
  const body = (page.render as (data: unknown, context: PageContext) => Html)(data, context)
  const tags = toOpenGraphTags(openGraph, { siteName: plugin.title, url, image: `${context.origin}/logo.png` })
  const head = html`${tags}${page.unlisted && html`<meta name="robots" content="noindex, nofollow">`}`
  return toDocument({ title: openGraph.title, siteName: plugin.title, head, body })
}

function toOpenGraphTags({ title, description, image }: OpenGraph, site: { siteName: string; url: string; image: string }): Html {
  return html`<meta name="description" content="${description}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="${site.siteName}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:image" content="${image ?? site.image}">
<meta property="og:url" content="${site.url}">
`
}
