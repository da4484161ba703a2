import { compileErrors, validate } from '@readme/openapi-parser'
import { AIPluginTool } from '@langchain/community/tools/aiplugin'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { createServer, request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPort, startTestGateway, type TestGateway } from './start-test-gateway.ts'
import { pluginsFolder } from '@patchbay/plugin-host'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startTestGateway({ pluginsFolder })
})

afterAll(() => gateway[Symbol.asyncDispose]())

const names = ['flights', 'food', 'hello', 'notes']

describe('the documents of every plugin', () => {
  it('are a manifest that keeps to the limits of hosts', async () => {
    for (const name of names) {
      const { status, json } = await gateway.ask(name, '/.well-known/ai-plugin.json')
      expect(status).toBe(200)
      expect(json).toMatchObject({
        schema_version: 'v1',
        name_for_model: name,
        api: { type: 'openapi', url: `http://${name}.localhost:${gateway.port}/openapi.json` },
      })
      expect(json.name_for_human.length).toBeLessThanOrEqual(20)
      expect(json.description_for_human.length).toBeLessThanOrEqual(100)
      expect(json.description_for_model.length).toBeLessThanOrEqual(8000)
      expect(json.contact_email).toMatch(/@/)
    }
  })

  it('are an OpenAPI document that a validator passes', async () => {
    for (const name of names) {
      const { json } = await gateway.ask(name, '/openapi.json')
      const result = await validate(json)
      expect(result.valid ? '' : compileErrors(result)).toBe('')
      expect(json.openapi).toBe('3.1.0')
      expect(json.servers).toEqual([{ url: `http://${name}.localhost:${gateway.port}` }])
    }
  })

  it('hold schemas that compile, and examples that keep to them', async () => {
    for (const name of names) {
      const { json } = await gateway.ask(name, '/openapi.json')
      for (const { schema, examples } of findSchemas(json)) {
        const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }))
        const check = ajv.compile({ ...schema, components: json.components })
        for (const example of examples)
          expect(check(example), `${name}: ${JSON.stringify(example)} ${ajv.errorsText(check.errors)}`).toBe(true)
      }
    }
  })

  it('are the same in YAML', async () => {
    const { parse } = await import('yaml')
    const [asJson, asYaml] = [await gateway.ask('notes', '/openapi.json'), await gateway.ask('notes', '/openapi.yaml')]
    expect(asYaml.headers['content-type']).toBe('application/yaml; charset=utf-8')
    expect(parse(asYaml.text)).toEqual(asJson.json)
  })

  it('are kept by caches and not sent twice', async () => {
    const first = await gateway.ask('hello', '/openapi.json')
    expect(first.headers).toMatchObject({ 'cache-control': 'public, max-age=300', etag: expect.stringMatching(/^W\/"[\w-]+"$/) })
    const second = await gateway.ask('hello', '/openapi.json', { headers: { 'if-none-match': first.headers.etag! } })
    expect(second).toMatchObject({ status: 304, text: '', headers: { vary: first.headers.vary } })
    expect(first.headers.vary).toBe('origin, accept-encoding')
  })

  it('are pages, a logo and a reference that loads nothing from elsewhere', async () => {
    for (const name of names) {
      for (const path of ['/', '/legal', '/privacy', '/docs']) {
        const page = await gateway.ask(name, path)
        expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
        expect(page.text).not.toMatch(/(?:src|href)="https?:\/\/(?!\w+\.localhost)/)
      }
      expect((await gateway.ask(name, '/logo.png')).headers['content-type']).toBe('image/png')
      expect((await gateway.ask(name, '/assets/page.css')).status).toBe(200)
    }
    expect((await gateway.ask('hello', '/assets/reference.js')).status).toBe(200)
  })

  it('are loaded by LangChain’s AIPluginTool', async () => {
    for (const name of names) {
      // Node does not resolve *.localhost, so the tool asks by way of a server that does.
      await using relay = await startRelay(name)
      const tool = await AIPluginTool.fromPluginUrl(`http://127.0.0.1:${relay.port}/.well-known/ai-plugin.json`)
      const spec = await tool.call('')
      expect(spec).toContain('"openapi": "3.1.0"')
      expect(spec).toContain(`http://127.0.0.1:${relay.port}`)
    }
  })
})

describe('the golden documents of hello', () => {
  it('do not change unnoticed', async () => {
    const stable = (text: string) => text.replaceAll(`:${gateway.port}`, '')
    await expect(stable((await gateway.ask('hello', '/.well-known/ai-plugin.json')).text)).toMatchFileSnapshot(
      '__snapshots__/hello.ai-plugin.json',
    )
    await expect(stable((await gateway.ask('hello', '/openapi.yaml')).text)).toMatchFileSnapshot('__snapshots__/hello.openapi.yaml')
    await expect(stable((await gateway.ask('hello', '/')).text)).toMatchFileSnapshot('__snapshots__/hello.front-page.html')
    await expect(stable((await gateway.ask('hello', '/legal')).text)).toMatchFileSnapshot('__snapshots__/hello.legal.html')
    await expect(stable((await gateway.ask('hello', '/privacy')).text)).toMatchFileSnapshot('__snapshots__/hello.privacy.html')
  })
})

describe('the domain itself', () => {
  it('lists every plugin, for people and for programs', async () => {
    const page = await gateway.ask('', '/')
    const list = await gateway.ask('', '/plugins.json')
    expect(list.json.plugins.map((plugin: { name: string }) => plugin.name)).toEqual(names)
    for (const name of names) expect(page.text).toContain(`http://${name}.localhost:${gateway.port}/`)
    expect((await gateway.ask('', '/openapi.json')).status).toBe(404)
    expect((await gateway.ask('', '/', { method: 'POST', body: {} })).status).toBe(405)
  })
})

interface FoundSchema {
  schema: Record<string, unknown>
  examples: unknown[]
}

/** Every schema of a document that is given together with examples. */
function findSchemas(value: unknown): FoundSchema[] {
  if (typeof value !== 'object' || value === null) return []
  const { schema, example, examples } = value as {
    schema?: Record<string, unknown>
    example?: unknown
    examples?: Record<string, { value: unknown }>
  }
  const found =
    schema && typeof schema === 'object'
      ? [{ schema, examples: [...(example === undefined ? [] : [example]), ...Object.values(examples ?? {}).map((each) => each.value)] }]
      : []
  return [...found, ...Object.values(value).flatMap(findSchemas)]
}

/** Hands requests on to a plugin host, and names itself where the plugin names its origin. */
async function startRelay(name: string): Promise<AsyncDisposable & { port: number }> {
  const port = await findPort()
  const origin = `http://${name}.localhost:${gateway.port}`
  const server = createServer((request, response) => {
    httpRequest(
      { host: '127.0.0.1', port: gateway.port, path: request.url, headers: { host: `${name}.localhost:${gateway.port}` } },
      (answer) => {
        let text = ''
        answer.on('data', (chunk) => (text += String(chunk)))
        answer.on('end', () =>
          response
            .writeHead(answer.statusCode!, { 'content-type': answer.headers['content-type']! })
            .end(text.replaceAll(origin, `http://127.0.0.1:${port}`)),
        )
      },
    ).end()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { port, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) }
}
