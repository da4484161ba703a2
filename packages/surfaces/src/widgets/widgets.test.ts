import { defineAction, definePlugin } from '@patchbay/plugin-kit'
import { Ajv2020 } from 'ajv/dist/2020.js'
import published from '@modelcontextprotocol/ext-apps/schema.json' with { type: 'json' }
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toWidgets, toWidgetToolMeta } from '../index.ts'

const site = { origin: 'https://maps.example.com', operator: { name: 'Ada', email: 'ada@example.com' } }
const html = new URL('map.html', import.meta.url)

const action = (name: string, file: URL | undefined = html) =>
  defineAction({
    name,
    description: 'Shows a map.',
    examples: [],
    route: `POST /${name.toLowerCase()}`,
    effect: 'read',
    ...(file && { widget: { html: file, description: 'A map.', origins: { resources: ['https://tiles.example.com'] } } }),
    input: z.object({}),
    output: z.object({ ok: z.boolean() }),
    run: () => ({ ok: true }),
  })

const plugin = definePlugin({
  name: 'maps',
  title: 'Maps',
  summary: 'Shows maps.',
  description: 'Plugin for maps.',
  auth: 'none',
  logo: new URL('logo.png', import.meta.url),
  actions: [action('showMap'), action('moveMap'), { ...action('listMaps'), widget: undefined }] as never,
})

const widgets = (text = '<!doctype html>map') => toWidgets(plugin, site, new Map([[html.href, text]]))

/** One type of the published JSON Schema of MCP Apps. */
const validate = (type: string, value: unknown) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema(published, 'apps')
  const check = ajv.getSchema(`apps#/$defs/${type}`)!
  return check(value) ? [] : check.errors
}

describe('toWidgets', () => {
  it('gives actions that share a file one resource, and others none', () => {
    const made = widgets()
    expect([...made.keys()]).toEqual(['showMap', 'moveMap'])
    expect(made.get('showMap')).toEqual(made.get('moveMap'))
    expect(made.get('showMap')).toMatchObject({ mimeType: 'text/html;profile=mcp-app', text: '<!doctype html>map' })
  })

  it('names another page by another URI, so that no host shows an old one', () => {
    const uri = widgets().get('showMap')!.uri
    expect(uri).toMatch(/^ui:\/\/maps\/map-[0-9a-f]{8}\.html$/)
    expect(widgets().get('showMap')!.uri).toBe(uri)
    expect(widgets('<!doctype html>new').get('showMap')!.uri).not.toBe(uri)
  })

  it('says what the page may reach as the published schema has it, and as ChatGPT read it before', () => {
    const { _meta } = widgets().get('showMap')!
    expect(validate('McpUiResourceMeta', _meta['ui'])).toEqual([])
    expect(_meta['ui']).toEqual({
      prefersBorder: true,
      csp: { connectDomains: [], resourceDomains: ['https://tiles.example.com'], frameDomains: [] },
    })
    expect(_meta['openai/widgetCSP']).toEqual({ connect_domains: [], resource_domains: ['https://tiles.example.com'] })
  })
})

describe('toWidgetToolMeta', () => {
  it('points to the page under every key that hosts look for', () => {
    const widget = widgets().get('showMap')!
    const meta = toWidgetToolMeta(plugin.actions[0]!, widget)
    expect(validate('McpUiToolMeta', meta['ui'])).toEqual([])
    expect(meta).toMatchObject({
      ui: { resourceUri: widget.uri, visibility: ['model', 'app'] },
      'ui/resourceUri': widget.uri,
      'openai/outputTemplate': widget.uri,
    })
    expect(String(meta['openai/toolInvocation/invoking']).length).toBeLessThanOrEqual(64)
  })
})
