import type { HostedPlugin, ReadyPlugin } from '@patchbay/plugin-host'
import { authOf, html, type Html, type Plugin } from '@patchbay/plugin-kit'
import { toMarketplaceName } from '@patchbay/surfaces'
import { toDocument } from '../document.ts'
import { toGptAction, toMcpWays, toPluginHost, type Addable, type Value, type WayToAdd } from './ways-to-add.ts'

export interface ApexPageOptions {
  plugins: readonly HostedPlugin[]
  /** The public origin of the domain. */
  url: URL
  toOrigin: (name: string) => string
  /** Where the console is, if there is one. */
  consoleUrl: string | undefined
  /** Whether only programs on this machine reach it. */
  isLocal: boolean
}

/** The page of the domain itself: what is served here, and how to add it to each kind of host. */
export function toApexPage(options: ApexPageOptions): string {
  const { plugins, url, consoleUrl, isLocal } = options
  const ready = plugins.filter((plugin) => plugin.status === 'ready')
  const head = html`<meta name="description" content="Plugins for AI hosts under one domain.">
<link rel="stylesheet" href="/assets/apex.css">
<script src="/assets/copy.js" defer></script>`
  const body = html`<h1>Plugins for AI hosts</h1>
<p class="lead">Each plugin is a site of its own on ${url.host}. Choose where you talk to your model; what to copy stands beside it.</p>
${consoleUrl && html`<p><a class="action" href="${consoleUrl}">Try them in the console</a></p>`}
${isLocal && html`<p class="hint">This Patchbay is on your machine. VS Code, Codex and Claude Code reach it; ChatGPT and Claude on the web need a public https address.</p>`}
${plugins.map((hosted) => (hosted.status === 'ready' ? toCard(hosted, options) : toBrokenCard(hosted.name)))}
${ready.length > 1 && toWholeCard(ready, options)}
<p class="quiet">For programs: <a href="/plugins.json">plugins.json</a> lists all, <a href="/marketplace.json">marketplace.json</a> is a catalogue for agents.</p>`
  return toDocument({ title: 'Patchbay', head, body })
}

function toCard({ name, plugin }: ReadyPlugin, { plugins, url, toOrigin, consoleUrl }: ApexPageOptions): Html {
  const origin = toOrigin(name)
  const marketplace = { url: `${url.origin}/marketplace.json`, name: toMarketplaceName(url.host) }
  const ways = [
    ...toMcpWays({ name, title: plugin.title, origin, access: toAccess(plugin), marketplace }),
    toGptAction(plugin, origin),
    toPluginHost(origin, consoleUrl),
  ]
  return html`<section class="plugin" id="${name}">
<div class="face"><img src="${origin}/logo.png" alt="" width="56" height="56"><div><h2><a href="${origin}/">${plugin.title}</a></h2><p>${plugin.summary}</p>
<p class="quiet"><a href="${origin}/docs">API</a> · <a href="${origin}/openapi.json">OpenAPI</a> · <a href="${origin}/plugin.zip">Package</a> · <a href="${origin}/legal">Terms</a></p></div></div>
${toWays({ id: name, title: plugin.title, ways, isOpen: plugins[0]?.name === name })}
</section>`
}

function toWholeCard(plugins: readonly ReadyPlugin[], { url }: ApexPageOptions): Html {
  const levels = new Set(plugins.map(({ plugin }) => toAccess(plugin)))
  const access = levels.size === 1 ? [...levels][0]! : levels.has('oauth') || levels.has('mixed') ? 'mixed' : 'key'
  const ways = toMcpWays({ name: 'patchbay', title: url.host, origin: url.origin, access })
  return html`<section class="plugin" id="all">
<div class="face"><div><h2>All of them as one</h2><p>One MCP server with the tools of every plugin, each name beginning with its plugin.</p></div></div>
${toWays({ id: 'all', title: 'all plugins', ways, isOpen: false })}
</section>`
}

function toBrokenCard(name: string): Html {
  return html`<section class="plugin"><div class="face"><div><h2>${name}</h2><p class="quiet">Not available at the moment.</p></div></div></section>`
}

/** One is shown at a time, without script: radio buttons that look like tabs. */
function toWays({ id, title, ways, isOpen }: { id: string; title: string; ways: readonly WayToAdd[]; isOpen: boolean }): Html {
  const tabs = ways.map(
    ({ host }, index) =>
      html`<input type="radio" name="add-${id}" id="${id}-${index}"${index === 0 && html` checked`}><label for="${id}-${index}">${host}</label>`,
  )
  return html`<details class="add"${isOpen && html` open`}><summary>Add ${title}</summary>
<fieldset class="ways"><legend>Where to?</legend>
${tabs}
${ways.map(toWay)}
</fieldset></details>`
}

function toWay({ host, steps, values, link }: WayToAdd): Html {
  return html`<section aria-label="${host}">${steps.map((step) => html`<p>${step}</p>`)}
${values.length > 0 && html`<dl class="values">${values.map(toValue)}</dl>`}
${link && html`<p><a class="action" href="${link.url}">${link.text}</a></p>`}
</section>`
}

function toValue({ label, text }: Value): Html {
  return html`<div><dt>${label}</dt><dd><code data-copy>${text}</code></dd></div>`
}

function toAccess(plugin: Plugin): Addable['access'] {
  const kinds = new Set(plugin.actions.map((action) => authOf(plugin, action)))
  if (kinds.has('oauth')) return kinds.has('none') ? 'mixed' : 'oauth'
  return kinds.has('none') || kinds.size === 0 ? 'none' : 'key'
}
