import type { Action, Plugin, Widget } from '@patchbay/plugin-kit'
import { hash } from 'node:crypto'
import { basename } from 'node:path'
import type { Site } from '../site.ts'

/** A `ui://` resource as `resources/read` gives it (MCP Apps 2026-01-26). */
export interface WidgetResource {
  uri: string
  name: string
  title: string
  description?: string
  mimeType: typeof widgetType
  text: string
  _meta: Record<string, unknown>
}

export const widgetType = 'text/html;profile=mcp-app'

/**
 * The widgets of a plugin by the names of the actions that have one. Hosts keep a page by its URI, so the URI follows from the contents.
 *
 * @param html the contents of the files by their URL
 */
export function toWidgets(plugin: Plugin, site: Site, html: ReadonlyMap<string, string>): ReadonlyMap<string, WidgetResource> {
  return new Map(findWidgets(plugin, html).map(({ action, ...found }) => [action, toResource(plugin, site, found)]))
}

/** The URIs of the widgets by the names of the actions that have one. */
export function toWidgetUris(plugin: Plugin, html: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(findWidgets(plugin, html).map(({ action, ...found }) => [action, toUri(plugin, found)]))
}

interface FoundWidget {
  widget: Widget
  text: string
}

function findWidgets(plugin: Plugin, html: ReadonlyMap<string, string>): (FoundWidget & { action: string })[] {
  return plugin.actions.flatMap(({ name, widget }) => {
    const text = widget && html.get(widget.html.href)
    return widget && text !== undefined ? [{ action: name, widget, text }] : []
  })
}

function toUri({ name }: Plugin, { widget, text }: FoundWidget): string {
  return `ui://${name}/${basename(widget.html.pathname, '.html')}-${hash('sha256', text).slice(0, 8)}.html`
}

function toResource(plugin: Plugin, site: Site, { widget, text }: FoundWidget): WidgetResource {
  const name = basename(widget.html.pathname, '.html')
  const { description } = widget
  return {
    uri: toUri(plugin, { widget, text }),
    name: `${plugin.name}-${name}`,
    title: `${plugin.title}: ${name.replaceAll('-', ' ')}`,
    ...(description && { description }),
    mimeType: widgetType,
    text,
    _meta: toResourceMeta(widget, site),
  }
}

/** What the page may reach, in the standard's words and in ChatGPT's older ones. */
function toResourceMeta({ origins = {}, description }: Widget, site: Site): Record<string, unknown> {
  const connect = origins.connect ?? []
  const resources = origins.resources ?? []
  return {
    ui: { prefersBorder: true, csp: { connectDomains: connect, resourceDomains: resources, frameDomains: [] } },
    'openai/widgetPrefersBorder': true,
    'openai/widgetCSP': { connect_domains: connect, resource_domains: resources },
    // The form of `ui.domain` differs from host to host, so only the host that asks for an origin is given one.
    'openai/widgetDomain': site.origin,
    ...(description && { 'openai/widgetDescription': description }),
  }
}

/** What the tool of an action says about its widget, in `_meta`. */
export function toWidgetToolMeta({ title }: Action, { uri }: WidgetResource): Record<string, unknown> {
  return {
    ui: { resourceUri: uri, visibility: ['model', 'app'] },
    'ui/resourceUri': uri,
    'openai/outputTemplate': uri,
    'openai/widgetAccessible': true,
    'openai/toolInvocation/invoking': `${title.slice(0, 60)}…`,
    'openai/toolInvocation/invoked': title.slice(0, 64),
  }
}
