import { html, type Plugin } from '@patchbay/plugin-kit'
import type { Site } from '@patchbay/surfaces'
import { toDocument } from './document.ts'

/** `/legal`: the plugin's own terms, or what is true of every plugin here. */
export function toLegalPage(plugin: Plugin, site: Site): string {
  const usual = [
    `${plugin.title} is operated by ${site.operator.name}. It is offered as it is, without warranty; answers may be incomplete or out of date.`,
    'Do not use it for anything unlawful, to get at other people’s data, or to overload it. Keys may be revoked when it is abused.',
  ]
  return toTextPage(plugin, site, { title: 'Terms', paragraphs: plugin.legal.terms ?? usual })
}

/** `/privacy`: the plugin's own words, or what is true of every plugin here. */
export function toPrivacyPage(plugin: Plugin, site: Site): string {
  const usual = [
    `${plugin.title} gets what an AI host or program sends it to answer a call, and nothing else of a conversation. It sets no cookies.`,
    'What you ask it to keep is stored until you delete it, and is shown to nobody else unless you share a link.',
    'Each request is logged with its time, address, action and result, without its content and without keys, to keep the service working.',
  ]
  return toTextPage(plugin, site, { title: 'Privacy', paragraphs: plugin.legal.privacy ?? usual })
}

function toTextPage(plugin: Plugin, site: Site, text: { title: string; paragraphs: readonly string[] }): string {
  const body = html`<h1>${text.title}</h1>
${text.paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
<p>Questions: <a href="mailto:${site.operator.email}">${site.operator.email}</a></p>`
  return toDocument({ title: `${text.title} of ${plugin.title}`, siteName: plugin.title, body })
}
