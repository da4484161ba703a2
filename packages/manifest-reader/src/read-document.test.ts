import { toCompactDescription } from '@patchbay/plugin-kit'
import { describe, expect, it } from 'vitest'
import { quickstartDocument, quickstartManifest, quickstartPrompt } from './__fixtures__/quickstart.ts'
import { buildRequest } from './build-request.ts'
import { parseText } from './parse-text.ts'
import { readDocument } from './read-document.ts'
import { readManifest } from './read-manifest.ts'

const url = new URL('https://api.example.com/openapi.json')
const place = { url, root: 'api.example.com', isOpen: false }
const operation = { operationId: 'getThing', description: 'Get the thing.' }
const document = {
  openapi: '3.1.0',
  info: { title: 'Things', version: 'v1' },
  servers: [{ url: 'https://api.example.com' }],
  paths: { '/thing': { get: operation } },
  components: { schemas: {} },
}
const read = (change: object, more: object = {}) => readDocument({ ...document, ...change }, { ...place, ...more })
const rules = (result: { findings: { level: string; rule: string }[] }) => result.findings.map(({ level, rule }) => `${level} ${rule}`)
const withGet = (change: object) => ({ paths: { '/thing': { get: { ...operation, ...change } } } })
const withPost = (change: object, more: object = {}) => ({ paths: { '/thing': { post: { ...operation, ...change } } }, ...more })
const body = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } } })
const query = (change: object) => ({ parameters: [{ in: 'query', name: 'q', schema: { type: 'string' }, ...change }] })

describe('the plugin that everybody began with', () => {
  it('becomes the prompt that its host made of it, to the letter', () => {
    const at = new URL('http://localhost:5003/.well-known/ai-plugin.json')
    const { manifest, findings } = readManifest(quickstartManifest, at)
    expect(findings.filter(({ level }) => level === 'error')).toEqual([])
    const { operations, findings: more } = readDocument(parseText(quickstartDocument), {
      url: new URL(manifest!.apiUrl),
      root: 'localhost',
      isOpen: true,
    })
    expect(more.filter(({ level }) => level === 'error')).toEqual([])
    const { nameForModel, descriptionForModel } = manifest!
    const prompt = toCompactDescription({
      nameForModel,
      description: descriptionForModel,
      operations: operations.map(({ name, description, input }) => ({ name, description, parameters: input })),
    })
    expect(prompt).toBe(quickstartPrompt)
    expect(buildRequest(operations[2]!, { username: 'a b', todo_idx: 0 })).toEqual({
      method: 'DELETE',
      url: 'http://localhost:5003/todos/a%20b',
      body: '{"todo_idx":0}',
      contentType: 'application/json',
    })
  })
})

describe('readDocument', () => {
  it('has nothing to say about a good one', () => {
    expect(read({})).toMatchObject({ findings: [], operations: [{ name: 'getThing', method: 'GET', server: 'https://api.example.com' }] })
  })

  it.each([
    [{ openapi: undefined }, 'error openapi.version.missing'],
    [{ openapi: undefined, swagger: '2.0' }, 'error openapi.version.swagger'],
    [{ openapi: '4.0.0' }, 'error openapi.version.unknown'],
    [{ openapi: '3.0.1' }, 'advice openapi.version.old'],
    [{ paths: {} }, 'error openapi.paths.empty'],
    [{ servers: undefined }, 'advice openapi.servers.missing'],
    [{ servers: [{ url: 'https://other.example.org' }] }, 'warning openapi.servers.domain'],
    [{ servers: [{ url: 'http://api.example.com' }] }, 'error openapi.servers.http'],
    [{ components: undefined }, 'advice openapi.components.schemas'],
    [{ components: { schemas: { A: { type: 'object' } } } }, 'advice openapi.schema.bare'],
    [withGet({ operationId: undefined }), 'error openapi.operationId.missing'],
    [withGet({ operationId: 'get thing' }), 'error openapi.operationId.characters'],
    [{ paths: { '/a': { get: operation }, '/b': { get: operation } } }, 'error openapi.operationId.twice'],
    [withGet({ description: '' }), 'warning openapi.operation.undescribed'],
    [withGet({ description: 'x'.repeat(201) }), 'warning openapi.operation.description.long'],
    [withGet({ description: 'x'.repeat(301) }), 'error openapi.operation.description.long'],
    [withGet({ description: 'Get\u200Bit' }), 'error openapi.invisible'],
    [withGet(query({ description: 'x'.repeat(201) })), 'warning openapi.parameter.description.long'],
    [withGet(query({ description: 'x'.repeat(701) })), 'error openapi.parameter.description.long'],
    [withGet(query({ in: 'header' })), 'warning openapi.parameter.in'],
    [withGet(query({ in: 'body' })), 'error openapi.parameter.shape'],
    [withGet(query({ name: '__proto__' })), 'error openapi.parameter.shape'],
    [{ paths: { '/a/{id}': { get: operation } } }, 'error openapi.parameter.path'],
    [withGet(body({ type: 'object', properties: {} })), 'warning openapi.body.get'],
    [withPost(body({ type: 'object' })), 'warning openapi.body.bare'],
    [withPost({ requestBody: { content: { 'text/plain': {} } } }), 'warning openapi.body.type'],
    [withPost({ requestBody: { content: { 'text/plain': {} } } }), 'error openapi.paths.unusable'],
    [{ openapi: 3.1 }, 'advice openapi.version.number'],
    [{ servers: [{ url: 'https://api.example.com:8443' }] }, 'warning openapi.servers.port'],
    [{ servers: [{ url: 'https://{place}.example.com' }] }, 'error openapi.servers.variable'],
    [withGet({ servers: [{ url: 'https://v2.api.example.com' }] }), 'warning openapi.servers.elsewhere'],
    [{ paths: { '.evil.example.org/x': { get: operation } } }, 'error openapi.path.slash'],
    [{ paths: { '/a/{id}': { get: { ...operation, ...query({ name: 'id' }) } } } }, 'error openapi.parameter.path'],
    [withGet({ 'x-openai-isConsequential': 'true' }), 'warning openapi.isConsequential'],
    [withGet(query({ style: 'matrix' })), 'warning openapi.parameter.style'],
    [withGet(query({ schema: { enum: ['a', 'b\u200B'] } })), 'error openapi.invisible'],
    [withGet(query({ name: 'q\u200B' })), 'error openapi.invisible'],
    [withPost(body({ properties: { a: { properties: { b: { description: 'c\u2060' } } } } })), 'error openapi.invisible'],
    [withPost(body({ type: 'array', items: { enum: ['\u202E'] } })), 'error openapi.invisible'],
    [withPost(body({ type: 'object', properties: { a: { type: 'string', required: true } } })), 'advice openapi.property.required'],
    [withPost({ ...query({ name: 'a' }), ...body({ properties: { a: {} } }) }), 'warning openapi.body.twice'],
    [withPost({ ...query({ name: 'body' }), ...body({ type: 'array' }) }), 'warning openapi.body.twice'],
    [withPost(body({ $ref: '#/components/schemas/None' })), 'error openapi.reference.unknown'],
    [withPost(body({ $ref: 'https://evil.example.org/a.json#/A' })), 'error openapi.reference.foreign'],
  ])('finds what is wrong: %j', (change, rule) => {
    expect(rules(read(change))).toContain(rule)
  })

  it('has nothing to say about what is legal', () => {
    const item = { get: operation }
    const legal = [
      { openapi: 3.1 },
      { paths: { '/thing': { $ref: '#/components/pathItems/Thing' } }, components: { schemas: {}, pathItems: { Thing: item } } },
      { servers: [{ url: 'http://api.example.com' }, { url: 'https://api.example.com' }] },
      { servers: [{ url: 'https://{name}.example.com', variables: { name: { default: 'api' } } }] },
      withPost(body({ properties: { constructor: {}, toString: {} } })),
      withGet(query({ in: 'header', name: 'openai-conversation-id' })),
      withGet({ description: 'می\u200Cخواهم' }),
      withPost({ requestBody: { content: { '*/*': { schema: { properties: { a: {} } } } } } }),
    ]
    for (const change of legal) {
      const { operations, findings } = read(change)
      expect(findings.filter(({ level }) => level !== 'advice')).toEqual([])
      expect(operations).toMatchObject([{ name: 'getThing', server: 'https://api.example.com' }])
    }
    expect(rules(read({ paths: { '/thing': { head: operation } } }, { isOpen: true }))).toEqual([])
  })

  it('leaves out what can’t be called, and keeps the rest in its order', () => {
    const upload = { ...operation, operationId: 'upload', requestBody: { content: { 'multipart/form-data': {} } } }
    const paths = { '/thing': { post: { ...operation, operationId: 'b' }, get: operation }, '/upload': { post: upload } }
    const result = read({ paths })
    expect(result.operations.map(({ name }) => name)).toEqual(['b', 'getThing'])
    expect(result.findings).toMatchObject([{ level: 'warning', rule: 'openapi.body.type', place: 'POST /upload' }])
  })

  it('asks for nothing that only answers have', () => {
    const [one] = read(withPost(body({ properties: { id: { type: 'string', readOnly: true }, a: {} }, required: ['id', 'a'] }))).operations
    expect(one!.input).toEqual({ type: 'object', properties: { a: {} }, required: ['a'] })
  })

  it('warns of actions that change something when nobody signs in', () => {
    expect(rules(read(withPost({}), { isOpen: true }))).toContain('warning openapi.operation.open')
    expect(rules(read(withPost({ 'x-openai-isConsequential': false }), { isOpen: true }))).toEqual([])
  })

  it.each([
    ['cancelOrder', {}, true],
    ['cancelled', {}, false],
    ['searchThings', {}, false],
    ['searchThings', { 'x-patchbay-isDestructive': true }, true],
    ['removeFilter', { 'x-patchbay-isDestructive': false }, false],
  ])('tells whether %s takes something away, with %j', (operationId, change, isDestructive) => {
    expect(read(withPost({ operationId, ...change })).operations).toMatchObject([{ isDestructive }])
  })

  it('ends references that contain themselves', () => {
    const Node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } }
    const result = read(withPost(body({ $ref: '#/components/schemas/Node' }), { components: { schemas: { Node } } }))
    expect(rules(result)).toEqual(['warning openapi.reference.circular'])
    expect(result.operations[0]!.input.properties).toEqual({ next: {} })
  })

  it('refuses a document that grows beyond measure', () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => {
        const $ref = `#/components/schemas/S${index + 1}`
        return [`S${index}`, { type: 'object', properties: { a: { $ref }, b: { $ref } } }]
      }),
    )
    const result = read(withPost(body({ $ref: '#/components/schemas/S0' }), { components: { schemas: { ...schemas, S40: {} } } }))
    expect(rules(result)).toEqual(['error openapi.size'])
  })

  it('joins allOf, and takes a body that is no object as one parameter', () => {
    const joined = read(withPost(body({ allOf: [{ properties: { a: {} }, required: ['a'] }, { properties: { b: {} } }] }))).operations[0]!
    expect(joined.input).toEqual({ type: 'object', properties: { a: {}, b: {} }, required: ['a'] })
    const list = read(withPost(body({ type: 'array', items: {} }))).operations[0]!
    expect(buildRequest(list, { body: [1] }).body).toBe('[1]')
  })

  it('knows which actions need nobody to sign in', () => {
    const security = [{ key: [] }]
    expect(read({ security }).operations[0]!.needsAuth).toBe(true)
    expect(read({ security, ...withGet({ security: [] }) }).operations[0]!.needsAuth).toBe(false)
  })
})
