import { html, type Html } from '@patchbay/plugin-kit'
import type { HostedPlugin } from '@patchbay/plugin-host'
import { toDocument } from './document.ts'

/** The page of the domain itself: what is served here and how to add it. */
export function toApexPage(plugins: readonly HostedPlugin[], toOrigin: (name: string) => string): string {
  const body = html`<h1>Plugins for AI hosts</h1>
<p>Each plugin below is its own site. Give its address to a plugin host, its OpenAPI document to a GPT Action or an API client.</p>
${plugins.map((plugin) => toCard(plugin, toOrigin(plugin.name)))}
<h2>How to add one</h2>
<dl>
<dt>Plugin host</dt><dd>Choose “Develop your own plugin” and type the plugin’s domain, such as <code>${plugins[0] && new URL(toOrigin(plugins[0].name)).host}</code>.</dd>
<dt>GPT Action</dt><dd>Import the plugin’s <code>/openapi.json</code>.</dd>
<dt>Program</dt><dd>Call its REST routes; <code>/docs</code> lists them. What is private needs a key.</dd>
</dl>`
  return toDocument({ title: 'Patchbay', head: html`<meta name="description" content="Plugins for AI hosts under one domain.">`, body })
}

function toCard(hosted: HostedPlugin, origin: string): Html {
  if (hosted.status === 'broken')
    return html`<section class="card"><div></div><div><h2>${hosted.name}</h2><p class="quiet">Not available at the moment.</p></div></section>`
  const { title, summary } = hosted.plugin
  return html`<section class="card"><img src="${origin}/logo.png" alt="" width="56" height="56">
<div><h2><a href="${origin}/">${title}</a></h2><p>${summary}</p>
<p class="quiet"><a href="${origin}/.well-known/ai-plugin.json">Manifest</a> · <a href="${origin}/openapi.json">OpenAPI</a> · <a href="${origin}/docs">Docs</a></p></div></section>`
}
