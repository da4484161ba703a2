import { hash } from 'node:crypto'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './start-test-gateway.ts'

const pluginsFolder = join(import.meta.dirname, '../../../packages/plugins')

describe('packages for stores', () => {
  let gateway: TestGateway

  beforeAll(async () => {
    const environment = { PATCHBAY_URL: 'https://example.com', OPENAI_APPS_CHALLENGES: 'notes=abc-123', PLUGINS: 'hello,notes' }
    gateway = await startTestGateway({ pluginsFolder, environment })
  })

  afterAll(() => gateway[Symbol.asyncDispose]())

  const ask = (name: string, path: string, headers: Record<string, string> = {}) =>
    gateway.ask('', path, { headers: { host: name ? `${name}.example.com` : 'example.com', ...headers } })

  it('serves each plugin as a file that is kept by its ETag', async () => {
    const first = await ask('notes', '/plugin.zip')
    expect(first).toMatchObject({ status: 200, headers: { 'content-type': 'application/zip' } })
    expect(first.headers['content-disposition']).toBe('attachment; filename="notes.zip"')
    expect(first.text.startsWith('PK')).toBe(true)
    expect(first.headers.etag).toMatch(/^"/)
    expect((await ask('notes', '/plugin.zip', { 'if-none-match': first.headers.etag! })).status).toBe(304)
    expect((await ask('hello', '/plugin.zip')).headers.etag).not.toBe(first.headers.etag)
  })

  it('lists them in a marketplace with the hashes of what is served', async () => {
    const { json } = await ask('', '/marketplace.json')
    expect(json).toMatchObject({ name: 'example-com', plugins: [{ name: 'hello' }, { name: 'notes' }] })
    expect(json.plugins[1].source).toMatchObject({ source: 'archive', url: 'https://notes.example.com/plugin.zip' })
    const bytes = await readBytes(gateway.port, 'notes.example.com', '/plugin.zip')
    expect(json.plugins[1].source.sha256).toBe(hash('sha256', bytes))
  })

  it('answers the challenge of ChatGPT’s store on the host it is for, and on no other', async () => {
    const answer = await ask('notes', '/.well-known/openai-apps-challenge')
    expect(answer).toMatchObject({ status: 200, text: 'abc-123' })
    expect(answer.headers['content-type']).toMatch(/^text\/plain/)
    expect((await ask('hello', '/.well-known/openai-apps-challenge')).status).toBe(404)
    expect((await ask('', '/.well-known/openai-apps-challenge')).status).toBe(404)
  })

  it('says on the domain’s page how to add each plugin to each host, without inline script', async () => {
    const { text, headers } = await ask('', '/')
    expect(text).toContain('https://notes.example.com/mcp')
    expect(text).toContain('codex mcp add notes --url https://notes.example.com/mcp')
    expect(text).toContain('claude mcp add --transport http notes https://notes.example.com/mcp')
    expect(text).toContain('/plugin install notes@example-com')
    expect(text).toContain('https://notes.example.com/oauth/token')
    const link = /href="(vscode:mcp\/install\?[^"]+)"/.exec(text)![1]!
    const server = JSON.parse(decodeURIComponent(link.split('?')[1]!)) as unknown
    expect(server).toEqual({ name: 'hello', type: 'http', url: 'https://hello.example.com/mcp' })
    expect(headers['content-security-policy']).toContain("script-src 'self';")
    expect(text.match(/<script(?! src="\/assets\/copy.js" defer)/g)).toBeNull()
    expect((await ask('', '/assets/copy.js')).headers['content-type']).toMatch(/^text\/javascript/)
  })

  it('gives the page of a widget over MCP, from the plugin and from the domain', async () => {
    const { text: key } = await gateway.keys.create({ name: 'test', email: 'ada@example.com' })
    const mcp = async (name: string, method: string, params: object = {}) => {
      const headers = {
        host: name ? `${name}.example.com` : 'example.com',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
      }
      const { text } = await gateway.ask('', '/mcp', { key, headers, body: { jsonrpc: '2.0', id: 1, method, params } })
      return JSON.parse(text.startsWith('{') ? text : /^data: (\{.*)$/m.exec(text)![1]!)
    }
    const { result } = await mcp('notes', 'tools/list')
    const { _meta } = result.tools.find(({ name }: { name: string }) => name === 'createNote')
    const uri: string = _meta.ui.resourceUri
    expect(uri).toMatch(/^ui:\/\/notes\/note-[0-9a-f]{8}\.html$/)
    expect(_meta).toMatchObject({ 'openai/outputTemplate': uri, securitySchemes: [{ type: 'oauth2' }] })
    const read = await mcp('notes', 'resources/read', { uri })
    expect(read.result.contents).toMatchObject([{ uri, mimeType: 'text/html;profile=mcp-app', _meta: { ui: { csp: {} } } }])
    expect(read.result.contents[0].text).toMatch(/^<!doctype html>/)
    const listed = (await mcp('notes', 'resources/list')).result.resources.filter((each: { uri: string }) => each.uri.startsWith('ui:'))
    expect(listed).toHaveLength(1)
    expect(listed[0]).not.toHaveProperty('text')
    expect((await mcp('', 'resources/read', { uri })).result.contents).toEqual(read.result.contents)
    expect((await mcp('notes', 'resources/read', { uri: 'ui://notes/other.html' })).error).toMatchObject({ code: -32602 })
  })
})

/** The body as it is; `ask` reads text. */
function readBytes(port: number, host: string, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.toArray().then((chunks) => resolve(Buffer.concat(chunks as Buffer[])), reject)
    })
    sent.once('error', reject).end()
  })
}
