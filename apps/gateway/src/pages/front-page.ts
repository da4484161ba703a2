import { authOf, html, type Plugin } from '@patchbay/plugin-kit'
import type { Site } from '@patchbay/surfaces'
import { toDocument } from './document.ts'

const needs = { none: '', service: ', needs a key', user: ', needs a key', oauth: ', needs to be signed in' } as const

/** What a person sees at the root of a plugin host. */
export function toFrontPage(plugin: Plugin, site: Site): string {
  const rows = plugin.actions.map(
    (action) =>
      html`<tr><td><code>${action.name}</code></td><td>${action.description}<br><span class="quiet">${action.route}${needs[authOf(plugin, action)]}</span></td></tr>`,
  )
  const body = html`<h1>${plugin.title}</h1>
<p>${plugin.summary}</p>
<h2>What it can do</h2>
<table>${rows}</table>
<h2>Add it</h2>
<dl>
<dt>Plugin host</dt><dd><code>${new URL(site.origin).host}</code></dd>
<dt>Manifest</dt><dd><a href="/.well-known/ai-plugin.json">${site.origin}/.well-known/ai-plugin.json</a></dd>
<dt>OpenAPI</dt><dd><a href="/openapi.json">${site.origin}/openapi.json</a> (<a href="/openapi.yaml">YAML</a>)</dd>
<dt>To read and try</dt><dd><a href="/docs">${site.origin}/docs</a></dd>
</dl>`
  const head = html`<meta name="description" content="${plugin.summary}">`
  return toDocument({ title: plugin.title, siteName: plugin.title, head, body })
}
