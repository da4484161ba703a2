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
    [withPost({ requestBody: { content: { 'text/plain': {} } } }), 'error openapi.body.type'],
    [withPost(body({ type: 'object', properties: { a: { type: 'string', required: true } } })), 'advice openapi.property.required'],
    [withPost({ ...query({ name: 'a' }), ...body({ properties: { a: {} } }) }), 'warning openapi.body.twice'],
    [withPost(body({ $ref: '#/components/schemas/None' })), 'error openapi.reference.unknown'],
    [withPost(body({ $ref: 'https://evil.example.org/a.json#/A' })), 'error openapi.reference.foreign'],
  ])('finds what is wrong: %j', (change, rule) => {
    expect(rules(read(change))).toContain(rule)
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

  it('puts values where the document wants them', () => {
    const parameters = [
      { in: 'query', name: 'tags', schema: { type: 'array' } },
      { in: 'query', name: 'ids', explode: false, schema: { type: 'array' } },
      { in: 'query', name: 'box', style: 'deepObject', schema: { type: 'object' } },
    ]
    const [one] = read({
      paths: { '/a/{id}': { parameters: [{ in: 'path', name: 'id', schema: {} }], get: { ...operation, parameters } } },
    }).operations
    const input = { id: 'ü/..', tags: ['a', 'b'], ids: [1, 2], box: { n: 1 }, other: 'x', none: undefined }
    expect(buildRequest(one!, input)).toEqual({
      method: 'GET',
      url: `https://api.example.com/a/${encodeURIComponent('ü/..')}?tags=a&tags=b&ids=1%2C2&box%5Bn%5D=1`,
      body: undefined,
    })
    expect(() => buildRequest(one!, { id: '..' })).toThrow('id')
    expect(() => buildRequest(one!, {})).toThrow('The parameter id is missing.')
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
